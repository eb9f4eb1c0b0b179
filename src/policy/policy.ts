/** What an operation does. */
export const policyEffects = ['read', 'write', 'delete', 'admin'] as const;

/**
 * What an operation does: looks, changes, destroys, or decides who may see or do what.
 *
 * @example
 * const effects: PolicyEffect[] = ['read', 'write'];
 */
export type PolicyEffect = (typeof policyEffects)[number];

/**
 * What a client may do, whoever asks it to: every request is held against it before anything is sent. What is left out
 * allows everything.
 *
 * @example
 * const policy: Policy = { effects: ['read', 'write'], spaces: ['Engineering'] };
 * const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY, policy });
 */
export interface Policy {
  /** Only operations that read. */
  readOnly?: boolean | undefined;
  /** Only operations of these effects. */
  effects?: readonly PolicyEffect[] | undefined;
  /** Only this Workspace. */
  workspaceId?: string | undefined;
  /** Only these Spaces, by id or name, and all in them. */
  spaces?: readonly string[] | undefined;
  /** These Folders too, by id or path ("Engineering / Platform"), and all in them. */
  folders?: readonly string[] | undefined;
  /** These Lists too, by id or path ("Engineering / Platform / Sprint 24"). */
  lists?: readonly string[] | undefined;
  /**
   * People whose texts are shown to tools that read, by id, e-mail or name; those of the token's user always are. Of others
   * only who wrote is shown, unless a call has `detail: 'full'`.
   */
  trustedAuthors?: readonly string[] | undefined;
}

/** Every rule of a policy and the variable that sets it. */
export const settingOf = {
  readOnly: 'CLICKUP_READ_ONLY',
  effects: 'CLICKUP_ALLOW_EFFECTS',
  workspaceId: 'CLICKUP_WORKSPACE_ID',
  spaces: 'CLICKUP_ALLOW_SPACES',
  folders: 'CLICKUP_ALLOW_FOLDERS',
  lists: 'CLICKUP_ALLOW_LISTS',
  trustedAuthors: 'CLICKUP_TRUSTED_AUTHORS',
} as const satisfies Record<keyof Policy, string>;

/** Whether a policy says where something may happen. */
export const limitsPlaces = ({ spaces, folders, lists }: Policy): boolean =>
  [spaces, folders, lists].some((places) => places !== undefined);
