import * as z from 'zod';
import { operationEffects } from '../model.js';
import type { Report } from './problems.js';
import type { Source } from './source.js';

const rulesSpec = z.strictObject({
  effects: z.record(z.string(), z.enum(operationEffects)).default({}),
  locations: z.record(z.string(), z.array(z.string()).min(1)).default({}),
  places: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  uncalled: z
    .array(z.strictObject({ area: z.string(), paths: z.array(z.string()).min(1), why: z.string() }))
    .default([]),
});

/** What `operations.yaml` says of operations: the exceptions to the rules, and what parameters name. */
export interface OperationRules extends z.infer<typeof rulesSpec> {
  report: Report;
}

export const noRules: OperationRules = { ...rulesSpec.parse({}), report: () => undefined };

export const operationRulesOf = (source: Source): OperationRules => ({
  ...(source.check(rulesSpec, source.data, [], Object.keys(rulesSpec.shape)) ?? noRules),
  report: (path, message) => source.report(path, message),
});
