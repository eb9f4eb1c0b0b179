import { type SandboxOptions, USERS, WORKSPACE_ID } from '../../../src/sandbox/index.js';
import { harbourBikes } from '../../../src/sandbox/seed/index.js';

/** A second Workspace: Priya is in both, Samuel owns the second. */
export const SECOND = '9012222222';

export const twoWorkspaces: NonNullable<SandboxOptions['seed']> = (...args: Parameters<typeof harbourBikes>) => {
  harbourBikes(...args);
  const [{ state }] = args;
  const workspace = state.workspaces.get(WORKSPACE_ID)!;
  const member = state.members.get(`${WORKSPACE_ID}:${USERS.lena}`)!;
  const space = state.spaces.all()[0]!;
  state.workspaces.put({ ...workspace, id: SECOND, name: 'Second Workspace' });
  state.spaces.put({ ...space, id: '901700000999', workspaceId: SECOND, name: 'Secret Space of Second' });
  for (const [userId, role] of [
    [USERS.priya, 3],
    [USERS.samuel, 1],
  ] as const)
    state.members.put({ ...member, id: `${SECOND}:${userId}`, workspaceId: SECOND, userId, role });
};
