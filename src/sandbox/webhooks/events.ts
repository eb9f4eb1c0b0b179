import type { Context, SandboxEvent } from '../context.js';
import { folderLevel, listLevel, spaceLevel, taskLevel } from '../domain/access.js';
import { foldersAround } from '../domain/places.js';
import type { State } from '../state/index.js';
import type { WebhookRow } from '../state/webhooks.js';

const about = (noun: string, ...verbs: string[]): string[] => verbs.map((verb) => `${noun}${verb}`);
const changes = ['Created', 'Updated', 'Deleted'];

/** Every event a webhook can carry. https://developer.clickup.com/docs/webhooks */
export const webhookEvents: ReadonlySet<string> = new Set([
  ...about('task', ...changes, 'PriorityUpdated', 'StatusUpdated', 'AssigneeUpdated', 'DueDateUpdated', 'TagUpdated'),
  ...about('task', 'Moved', 'CommentPosted', 'CommentUpdated', 'TimeEstimateUpdated', 'TimeTrackedUpdated'),
  ...['list', 'folder', 'space', 'goal', 'keyResult'].flatMap((noun) => about(noun, ...changes)),
]);

/** The places that the object of an event lies in, itself included. */
interface Around {
  readonly tasks: readonly string[];
  readonly lists: readonly string[];
  readonly folders: readonly string[];
  readonly spaces: readonly string[];
}

function aroundLists(state: State, ids: readonly string[], tasks: readonly string[]): Around {
  const lists = ids.flatMap((id) => state.lists.get(id) ?? []);
  return {
    tasks,
    lists: ids,
    folders: lists.flatMap((list) => foldersAround(state, list).map((folder) => folder.id)),
    spaces: lists.map((list) => list.spaceId),
  };
}

function around(state: State, { ids }: SandboxEvent): Around {
  const task = ids.task_id === undefined ? undefined : state.tasks.get(ids.task_id);
  if (task) return aroundLists(state, [task.listId, ...task.extraListIds], [task.id]);
  if (ids.list_id !== undefined) return aroundLists(state, [ids.list_id], []);
  const folders: string[] = [];
  let spaceId = ids.space_id;
  for (let id = ids.folder_id ?? null; id !== null; ) {
    const folder = state.folders.get(id);
    if (!folder) break;
    folders.push(id);
    spaceId = folder.spaceId;
    id = folder.parentFolderId;
  }
  return { tasks: [], lists: [], folders, spaces: spaceId === undefined ? [] : [spaceId] };
}

/** Whether the webhook's maker can see the object; a guest's webhook tells a guest nothing more. */
function visible(state: State, hook: WebhookRow, { ids }: SandboxEvent): boolean {
  const user = state.users.get(hook.userId);
  if (!user || !state.members.has(`${hook.workspaceId}:${user.id}`)) return false;
  const task = ids.task_id === undefined ? undefined : state.tasks.get(ids.task_id);
  if (task) return taskLevel(state, user, task) !== null;
  const list = ids.list_id === undefined ? undefined : state.lists.get(ids.list_id);
  if (list) return listLevel(state, user, list) !== null;
  const folder = ids.folder_id === undefined ? undefined : state.folders.get(ids.folder_id);
  if (folder) return folderLevel(state, user, folder) !== null;
  const space = ids.space_id === undefined ? undefined : state.spaces.get(ids.space_id);
  return space ? spaceLevel(state, user, space) !== null : true;
}

/** The narrowest place that a webhook names decides. https://developer.clickup.com/docs/webhooks */
function inScope({ taskId, listId, folderId, spaceId }: WebhookRow, places: Around): boolean {
  if (taskId !== null) return places.tasks.includes(taskId);
  if (listId !== null) return places.lists.includes(listId);
  if (folderId !== null) return places.folders.includes(folderId);
  return spaceId === null || places.spaces.includes(spaceId);
}

/** The webhooks that an event goes to: active, subscribed, in scope. */
export function subscribers({ state }: Context, event: SandboxEvent): WebhookRow[] {
  const hooks = state.webhooks.by('workspace', event.workspaceId);
  if (hooks.length === 0) return [];
  const places = around(state, event);
  return hooks.filter(
    (hook) =>
      hook.status !== 'suspended' &&
      (hook.events.includes('*') || hook.events.includes(event.event)) &&
      inScope(hook, places) &&
      visible(state, hook, event),
  );
}
