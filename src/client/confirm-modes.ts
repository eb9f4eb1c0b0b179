/** How calls that destroy, and those that do many things, are confirmed. */
export const confirmModes = ['yes', 'plan', 'ask'] as const;

/**
 * How calls that destroy, and those that do many things, are confirmed: by `confirm: "yes"`, by the token of their plan, or by
 * asking the person (`onConfirm`), and by the token where nobody can be asked.
 *
 * @example
 * const confirm: ConfirmMode = 'plan';
 */
export type ConfirmMode = (typeof confirmModes)[number];
