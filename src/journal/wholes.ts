import type { ApiRequest } from '../runtime/api-request.js';
import type { Operation } from '../runtime/operations.js';
import { readPath } from '../runtime/path.js';
import { isPlainObject } from '../runtime/plain-object.js';
import type { RequestContext } from '../runtime/send.js';
import type { Store } from '../runtime/store.js';
import { idOf, objectAt, rowsAt } from '../runtime/wire.js';
import type { Whole, Wire } from './row.js';

/** Enough for the comments and checklists of some hundred tasks. */
const most = 5_000;

type Path = Readonly<Record<string, string>>;

/** The task that a request names, by whichever of its ids. */
const taskAt = (path: Path, query: Path): Whole => ({
  noun: 'task',
  id: path.task_id ?? '',
  ...(query.custom_task_ids === 'true' && { query: { custom_task_ids: 'true', team_id: query.team_id ?? '' } }),
});

/** Where a list of parts is read, or a part is made: what it belongs to. */
const comments: Readonly<Record<string, (path: Path, query: Path) => Whole>> = {
  GetTaskComments: taskAt,
  CreateTaskComment: taskAt,
  GetListComments: (path) => ({ noun: 'list', id: path.list_id ?? '' }),
  CreateListComment: (path) => ({ noun: 'list', id: path.list_id ?? '' }),
  GetChatViewComments: (path) => ({ noun: 'view', id: path.view_id ?? '' }),
  CreateChatViewComment: (path) => ({ noun: 'view', id: path.view_id ?? '' }),
  GetThreadedComments: (path) => ({ noun: 'comment', id: path.comment_id ?? '' }),
  CreateThreadedComment: (path) => ({ noun: 'comment', id: path.comment_id ?? '' }),
};

const messages: typeof comments = {
  getChatMessages: (path) => ({ noun: 'chat_channel', id: path.channel_id ?? '' }),
  createChatMessage: (path) => ({ noun: 'chat_channel', id: path.channel_id ?? '' }),
  getChatMessageReplies: (path) => ({ noun: 'chat_message', id: path.message_id ?? '' }),
  createReplyMessage: (path) => ({ noun: 'chat_message', id: path.message_id ?? '' }),
};

/** Tools read the task of a checklist and the goal of a key result themselves. */
const isNamedAlone = (noun: string): boolean => noun === 'comment' || noun === 'chat_message';

const stream = 'parts';

/** Parts that a listing showed, as the store keeps them. */
interface Seen {
  readonly noun: string;
  readonly ids: readonly string[];
  readonly whole: Whole;
}

/** A part of something, and what it is a part of. */
export interface Part {
  readonly noun: string;
  readonly id: string;
  readonly whole: Whole;
}

/**
 * What parts belong to that no operation reads by themselves, as answers told it. Comments and messages are written to by
 * their id alone: where they were seen is kept in the store, if there is one.
 */
export class Wholes {
  private readonly known = new Map<string, Whole>();
  private fresh: Seen[] = [];
  private hasRecalled = false;

  constructor(private readonly store?: Store) {}

  async of(noun: string, id: string): Promise<Whole | undefined> {
    const key = `${noun} ${id}`;
    if (!this.known.has(key)) await this.recall();
    return this.known.get(key);
  }

  /** Takes over what an entry of the history says. */
  know(parts: readonly Part[] = []): void {
    for (const { noun, id, whole } of parts) this.put(noun, [id], whole);
  }

  /** Learns from an answer, for other processes too. Never throws. */
  async hear({ url }: ApiRequest, { operation }: RequestContext, response: Response): Promise<void> {
    if (!operation || !response.ok) return;
    try {
      const answer: unknown = await response.clone().json();
      if (!this.hasRecalled) await this.recall();
      if (isPlainObject(answer)) this.learn(operation, url, answer);
      const seen = this.fresh.splice(0);
      if (this.store && seen.length > 0) await this.store.append(stream, ...seen);
    } catch {
      // What cannot be read or kept is not known later: the plan says so.
    }
  }

  private async recall(): Promise<void> {
    const records = ((await this.store?.read(stream).catch(() => undefined)) ?? []) as readonly Seen[];
    for (const { noun, ids, whole } of records) this.put(noun, ids, whole);
    this.hasRecalled = true;
  }

  /** Learns from the answer of an operation at an address. */
  learn({ id, path: template }: Pick<Operation, 'id' | 'path'>, url: string, answer: Wire): void {
    const path = readPath(template, url) ?? {};
    const query = Object.fromEntries(new URL(url).searchParams);
    const inComments = comments[id]?.(path, query);
    if (inComments) this.keep('comment', [...rowsAt(answer, 'comments'), answer], inComments);
    const inMessages = messages[id]?.(path, query);
    if (inMessages)
      this.keep('chat_message', [...rowsAt(answer, 'data'), objectAt(answer, 'data'), answer], inMessages);
    // Checklists and key results say themselves where they belong, wherever they stand.
    this.search(answer, 0);
  }

  private search(value: unknown, depth: number): void {
    if (depth > 3) return;
    if (Array.isArray(value)) for (const item of value) this.search(item, depth + 1);
    if (!isPlainObject(value)) return;
    for (const row of [...rowsAt(value, 'checklists'), objectAt(value, 'checklist')]) {
      const task = idOf(row.task_id) ?? idOf(value.id);
      if (task !== undefined) this.keep('checklist', [row], { noun: 'task', id: task });
    }
    for (const row of [...rowsAt(value, 'key_results'), objectAt(value, 'key_result')]) {
      const goal = idOf(row.goal_id);
      if (goal !== undefined) this.keep('key_result', [row], { noun: 'goal', id: goal });
    }
    for (const name of ['tasks', 'task', 'goal', 'goals']) this.search(value[name], depth + 1);
  }

  private keep(noun: string, rows: readonly Wire[], whole: Whole): void {
    if (whole.id === '') return;
    const isNew = (id: string) => !this.known.has(`${noun} ${id}`);
    const ids = rows.flatMap((row) => idOf(row.id) ?? []).filter(isNew);
    if (ids.length > 0 && this.store && isNamedAlone(noun)) this.fresh.push({ noun, ids, whole });
    this.put(noun, ids, whole);
  }

  private put(noun: string, ids: readonly string[], whole: Whole): void {
    for (const id of ids) {
      const [oldest] = this.known.keys();
      if (this.known.size >= most && oldest !== undefined) this.known.delete(oldest);
      this.known.set(`${noun} ${id}`, whole);
    }
  }
}
