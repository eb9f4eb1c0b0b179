import { matchName } from '../match-name.js';

const changes = ['Created', 'Updated', 'Deleted'];
const nouns = ['task', 'list', 'folder', 'space', 'goal', 'keyResult'];
const ofTasks = ['Priority', 'Status', 'Assignee', 'DueDate', 'Tag', 'TimeEstimate', 'TimeTracked', 'Comment'];

/** Every event that a webhook can carry. https://developer.clickup.com/docs/webhooks */
export const webhookEvents: readonly string[] = [
  ...nouns.flatMap((noun) => changes.map((change) => noun + change)),
  ...ofTasks.map((part) => `task${part}Updated`),
  'taskMoved',
  'taskCommentPosted',
];

/** Events as a request names them, in whatever case they were written, also as `task_updated` or "task updated"; "*" takes in all others. */
export function eventNames(names: readonly string[], parameter: string): string[] | '*' {
  if (names.some((name) => name.trim() === '*')) return '*';
  const events = webhookEvents.map((name) => ({ name }));
  const found = names.map((name, index) =>
    matchName(name.replace(/[\s_-]+/g, ''), events, {
      parameter: `${parameter}[${index}]`,
      noun: 'event',
      place: 'ClickUp',
    }),
  );
  return [...new Set(found.map(({ name }) => name))];
}
