import type { SandboxEvent } from '../context.js';
import type { State } from '../state/index.js';

type Companion = (state: State, event: SandboxEvent) => SandboxEvent[];

const taskUpdated: Companion = (_, event) => [{ ...event, event: 'taskUpdated' }];

const firstStatus: Companion = (_, event) => [
  { ...event, event: 'taskStatusUpdated', changes: event.changes.filter(({ field }) => field === 'status') },
];

const spaceUpdated: Companion = (state, { ids, workspaceId }) => {
  const { task_id: task = '', list_id: list = '', folder_id: folder = '' } = ids;
  const place = state.tasks.get(task) ?? state.lists.get(list) ?? state.folders.get(folder);
  return place ? [{ event: 'spaceUpdated', ids: { space_id: place.spaceId }, changes: [], workspaceId }] : [];
};

/** https://developer.clickup.com/docs/webhooktaskpayloads, webhooklistpayloads and webhookfolderpayloads */
const companions: Readonly<Record<string, Companion>> = {
  taskCreated: firstStatus,
  taskMoved: spaceUpdated,
  taskCommentPosted: taskUpdated,
  taskCommentUpdated: taskUpdated,
  listCreated: spaceUpdated,
  folderCreated: spaceUpdated,
  folderDeleted: spaceUpdated,
};

/** The event, and those that ClickUp sends along with it. */
export const withCompanions = (state: State, event: SandboxEvent): SandboxEvent[] => [
  event,
  ...(companions[event.event]?.(state, event) ?? []),
];
