import { isPlainObject } from '../runtime/plain-object.js';
import { idOf, objectAt, rowsAt } from '../runtime/wire.js';
import type { Whole, Wire } from './row.js';

/** Enough for the comments and checklists of some hundred tasks. */
const most = 5_000;

type Path = Readonly<Record<string, string>>;

/** Where a list of parts is read, or a part is made: what it belongs to. */
const comments: Readonly<Record<string, (path: Path) => Whole>> = {
  GetTaskComments: (path) => ({ noun: 'task', id: path.task_id ?? '' }),
  CreateTaskComment: (path) => ({ noun: 'task', id: path.task_id ?? '' }),
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

/** What parts belong to that no operation reads by themselves, as answers told it. */
export class Wholes {
  private readonly known = new Map<string, Whole>();

  of(noun: string, id: string): Whole | undefined {
    return this.known.get(`${noun} ${id}`);
  }

  learn(operation: string, path: Path, answer: Wire): void {
    const inComments = comments[operation]?.(path);
    if (inComments) this.keep('comment', [...rowsAt(answer, 'comments'), answer], inComments);
    const inMessages = messages[operation]?.(path);
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
    for (const row of rows) {
      const id = idOf(row.id);
      if (id === undefined || whole.id === '') continue;
      const [oldest] = this.known.keys();
      if (this.known.size >= most && oldest !== undefined) this.known.delete(oldest);
      this.known.set(`${noun} ${id}`, whole);
    }
  }
}
