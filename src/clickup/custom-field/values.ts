export type { CustomFieldDefinition, WireHelpers } from './model.js';
export { fromWire } from './read.js';
export { readOnlyReason, toWire, type WireValue } from './write.js';
