export type { CustomFieldDefinition, WireHelpers } from './custom-field-model.js';
export { fromWire } from './custom-field-read.js';
export { readOnlyReason, toWire, type WireValue } from './custom-field-write.js';
