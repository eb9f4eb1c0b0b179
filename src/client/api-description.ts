import { operations } from '../../generated/operations.js';
import { argumentSynonyms, renamedArguments } from '../clickup/argument-names.js';
import { errorRules } from '../clickup/error-codes.js';
import { describeTarget, idHint } from '../clickup/id-sources.js';
import type { ApiDescription } from '../runtime/api-description.js';

/** ClickUp's API, as the runtime is told of it. */
export const clickUpApi: ApiDescription = {
  operations,
  errors: errorRules,
  describeTarget,
  idHint,
  argumentSynonyms,
  renamedArguments,
  lookUps: async () => (await import('../clickup/look-ups/look-ups.js')).lookUps,
};
