import { type ClickUpError, clickUpError } from '../runtime/errors.js';
import { type Policy, settingOf } from './policy.js';

/** Why a request is not sent. */
export interface Denial {
  /** The rule that forbids it; undefined where any policy does. */
  rule: keyof Policy | undefined;
  /** What is so, without the rule: "UpdateTask writes, and only reading is allowed". */
  message: string;
  /** What the rule does allow. */
  allowed?: readonly string[] | undefined;
  /** What to do instead of asking the person. */
  next?: string | undefined;
  /** The policy itself is wrong, so that nothing is allowed. */
  isMisread?: true;
  details?: Readonly<Record<string, unknown>> | undefined;
}

/** The error of a denial. Nothing was sent of what it is about. */
export function denied({ rule, message, allowed, next, details, isMisread }: Denial): ClickUpError {
  const setting = rule && settingOf[rule];
  const by = rule ? `${setting} (policy.${rule} in a program)` : 'The policy';
  return clickUpError('POLICY_DENIED', message, {
    suggestion: isMisread
      ? `${next} Until ${by} is corrected nothing is allowed.`
      : `${by} forbids it, and nothing was sent. ${next ?? 'Do without, or ask the person who set it.'}`,
    details: { ...(rule && { rule, setting }), ...(allowed && { allowed }), ...details },
  });
}
