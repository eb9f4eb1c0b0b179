import { type OperationId, operations } from '../../generated/operations.js';
import { operationsOf } from '../../generated/tool-operations.js';
import type { Call } from '../runtime/call.js';
import type { Operation } from '../runtime/operations.js';
import type { Reads } from './reads.js';
import { withBody } from './response.js';
import { idOf, objectAt, rowsAt } from './wire.js';

type Row = Record<string, unknown>;

/** Whose text is shown, and what the others are called. */
interface People {
  isTrusted(ids: readonly (string | undefined)[]): boolean;
  nameOf(id: string | undefined, person?: Row): string;
}

/** Replaces the texts of an answer whose authors are not trusted. */
type Withhold = (answer: unknown, people: People) => unknown;

const note = (name: string): string => `(content by ${name} withheld)`;

/** A row whose texts are gone where one of those who wrote it is not trusted. */
function without(row: Row, texts: readonly string[], authors: readonly unknown[], people: People): Row {
  const persons = authors.map((author) => (typeof author === 'object' ? objectAt(author) : { id: author }));
  const ids = persons.map(({ id }) => idOf(id));
  if (people.isTrusted(ids)) return row;
  const stranger = persons.find(({ id }) => !people.isTrusted([idOf(id)])) ?? {};
  const said = note(people.nameOf(idOf(stranger.id), stranger));
  const written = texts.filter((text) => typeof row[text] === 'string' && row[text] !== '');
  return { ...row, ...Object.fromEntries(written.map((text) => [text, said])) };
}

const task = (row: Row, people: People): Row => ({
  ...without(row, ['description', 'text_content', 'markdown_description'], [row.creator], people),
  ...(row.subtasks !== undefined && { subtasks: rowsAt(row, 'subtasks').map((each) => task(each, people)) }),
});

const tasks: Withhold = (answer, people) => ({
  ...objectAt(answer),
  tasks: rowsAt(answer, 'tasks').map((row) => task(row, people)),
});

const comment = (row: Row, people: People): Row => {
  const shown = without(row, ['comment_text'], [row.user], people);
  const isWithheld = shown !== row;
  return isWithheld
    ? { ...shown, comment: [{ text: note(people.nameOf(idOf(objectAt(row.user).id), objectAt(row.user))) }] }
    : row;
};

const comments: Withhold = (answer, people) => ({
  ...objectAt(answer),
  comments: rowsAt(answer, 'comments').map((row) => comment(row, people)),
});

const messages: Withhold = (answer, people) => ({
  ...objectAt(answer),
  data: rowsAt(answer, 'data').map((row) => ({
    ...without(row, ['content'], [row.user_id], people),
    ...(row.post_data !== undefined && {
      post_data: without(objectAt(row, 'post_data'), ['title'], [row.user_id], people),
    }),
  })),
});

/** Everybody who wrote on a page counts: nothing says who wrote which part. */
const page = (row: Row, people: People): Row => {
  const authors = [row.creator_id, row.edited_by, row.authors, row.contributors].flat().filter((id) => idOf(id));
  return {
    ...without(row, ['content', 'sub_title'], authors, people),
    ...(row.pages !== undefined && { pages: rowsAt(row, 'pages').map((each) => page(each, people)) }),
  };
};

const withholds: Partial<Record<OperationId, Withhold>> = {
  GetTask: (answer, people) => task(objectAt(answer), people),
  GetTasks: tasks,
  GetFilteredTeamTasks: tasks,
  GetViewTasks: tasks,
  GetTaskComments: comments,
  GetListComments: comments,
  GetChatViewComments: comments,
  GetThreadedComments: comments,
  getChatMessages: messages,
  getChatMessageReplies: messages,
  getPagePublic: (answer, people) => page(objectAt(answer), people),
  getDocPagesPublic: (answer, people) =>
    Array.isArray(answer) ? answer.map((row) => page(objectAt(row), people)) : page(objectAt(answer), people),
};

/** Tools that read, but not those that write: what these read they may write back. */
const readsOnly = ({ toolName, isFull }: Call): boolean =>
  !isFull && (operationsOf(toolName)?.every((id) => operations[id].effect === 'read') ?? false);

/** An answer without the texts of people who are not trusted, where a model reads it and has not asked for everything. */
export async function withheld(
  response: Response,
  { operation, call, reads, trusted }: { operation: Operation; call: Call; reads: Reads; trusted: readonly string[] },
): Promise<Response> {
  const withhold = Object.hasOwn(withholds, operation.id) ? withholds[operation.id as OperationId] : undefined;
  if (!withhold || !response.ok || !readsOnly(call)) return response;
  const answer: unknown = await response.clone().json();
  return withBody(response, withhold(answer, await peopleOf(reads, trusted)));
}

const minuteMs = 60_000;

/** Members by id; a name or address that several have trusts none of them, for people choose their own names. */
async function peopleOf(reads: Reads, trusted: readonly string[]): Promise<People> {
  const { members, me } = await reads.kept('people', { ttlMs: minuteMs }, async () => {
    const [teams, user] = await Promise.all([reads.get('GetAuthorizedTeams', {}), reads.get('GetAuthorizedUser', {})]);
    const rows = rowsAt(teams, 'teams').flatMap((team) => rowsAt(team, 'members').map((row) => objectAt(row, 'user')));
    return { members: rows, me: idOf(objectAt(user, 'user').id) };
  });
  const isCalled = (word: string) => (person: Row) =>
    [person.id, person.username, person.email].some((each) => idOf(each)?.toLowerCase() === word.toLowerCase());
  const ids = new Set(
    trusted.flatMap((word) => {
      const found = new Set(members.filter(isCalled(word)).flatMap(({ id }) => idOf(id) ?? []));
      return found.size === 1 ? [...found] : [];
    }),
  );
  return {
    isTrusted: (authors) => authors.length > 0 && authors.every((id) => id !== undefined && (id === me || ids.has(id))),
    nameOf(id, person = {}) {
      const known = members.find((each) => idOf(each.id) === id) ?? person;
      const name = String(known.username ?? known.email ?? id ?? 'somebody');
      return name.replace(/[^\p{L}\p{M}\p{N} .@_-]/gu, '').slice(0, 40);
    },
  };
}
