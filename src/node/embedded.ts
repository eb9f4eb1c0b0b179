import { invalidInput } from '../runtime/errors.js';
import type { SandboxOptions } from '../sandbox/options.js';
import { type Plan, plans } from '../sandbox/plans.js';

/** What can be chosen of the embedded ClickUp that a program serves with `--sandbox`. */
export type Embedded = Pick<SandboxOptions, 'plan' | 'now'>;

/** The same as typed; a value that there is not is refused with what there is. */
export const embeddedOf = ({ plan, now }: { plan?: string | undefined; now?: string | undefined }): Embedded => ({
  ...(plan !== undefined && { plan: planOf(plan) }),
  ...(now !== undefined && { now: momentOf(now) }),
});

export function planOf(text: string): Plan {
  if (Object.hasOwn(plans, text)) return text as Plan;
  throw invalidInput(text ? `no plan is called ${text}` : '--plan is empty', {
    suggestion: `There are: ${Object.keys(plans).join(', ')}.`,
  });
}

export function momentOf(text: string): string {
  if (/^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw invalidInput(`--now is ${text || 'empty'}`, {
    suggestion: 'Give a date or a moment, such as --now 2026-10-05T09:00Z.',
  });
}
