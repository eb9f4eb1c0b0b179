import type { LookUp, Row } from '../../runtime/look-up.js';
import { isPlainObject } from '../../runtime/plain-object.js';
import { byDate, idOf, once, type Rules, rowsAt, sameName, text } from './listing.js';

const endpointOf = ({ endpoint }: Row): string => {
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text(endpoint)) ? text(endpoint) : `https://${text(endpoint)}`;
  return URL.canParse(url) ? new URL(url).href : url;
};
const eventsOf = ({ events }: Row): string => [events ?? []].flat().map(String).sort().join();
const placesOfHook = ['space_id', 'folder_id', 'list_id', 'task_id'] as const;

/** ClickUp lets no two webhooks of one person be equal: https://developer.clickup.com/docs/webhooks */
const webhook: LookUp = {
  read: 'GetWebhooks',
  page: once(),
  rows: (answer) => rowsAt(answer, 'webhooks'),
  isLike: (row, { body }) =>
    endpointOf(row) === endpointOf(body) &&
    eventsOf(row) === eventsOf(body) &&
    placesOfHook.every((name) => idOf(row[name]) === idOf(body[name])),
  creator: ({ userid }) => userid,
  answer: (row) => ({ id: row.id, webhook: row }),
};

const idsOf = (people: unknown): string =>
  (Array.isArray(people) ? people : [])
    .map((each) => idOf(isPlainObject(each) ? each.id : each))
    .sort()
    .join();

const group: LookUp = {
  read: 'GetUserGroups',
  page: ({ path }, before) => (before ? undefined : { path: {}, query: { team_id: path.team_id ?? '' } }),
  rows: (answer) => rowsAt(answer, 'groups'),
  isLike: (row, sent) => sameName(row, sent) && idsOf(row.members) === idsOf(sent.body.members),
  created: byDate.created,
  creator: ({ userid }) => userid,
  answer: (row) => row,
};

export const workspaceRules = { CreateWebhook: webhook, CreateUserGroup: group } satisfies Rules;
