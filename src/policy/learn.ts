import type { OperationId } from '../../generated/operations.js';
import { type Cache, cacheKey } from '../runtime/cache.js';
import { partKey, partOf, rules } from './prover.js';
import type { Reading, Subject } from './subjects.js';
import { idOf, objectAt, placeIn, rowsAt } from './wire.js';

type Whole = Pick<Subject, 'noun' | 'id'>;
type Row = Record<string, unknown>;

/** A request whose answer came: its path, and the own id of the task that it names. */
interface Learnt extends Pick<Reading, 'path'> {
  readonly task: string | undefined;
}

/** Keeps what an answer of ClickUp proves of where things are. */
export function learn(cache: Cache, operation: string, { path, task: named }: Learnt, answer: unknown): void {
  const part = (noun: string, rows: readonly Row[], whole: Whole | undefined) => {
    for (const row of rows) {
      const id = idOf(row.id);
      if (id !== undefined && whole) cache.put(cacheKey<Whole>(partKey(noun, id), partOf), whole);
    }
  };
  const checklist = (row: Row, task: string | undefined) => {
    const id = idOf(row.id);
    if (id === undefined) return;
    if (task !== undefined) part('checklist', [row], { noun: 'task', id: task });
    part('checklist_item', itemsOf(row), { noun: 'checklist', id });
  };
  const task = (row: Row) => {
    const id = idOf(row.id);
    const place = placeIn(row);
    if (id === undefined || place.list === undefined || place.space === undefined) return;
    cache.put(cacheKey(`task ${id}`, rules.task), place);
    for (const each of rowsAt(row, 'checklists')) checklist(each, id);
  };
  const comments = (whole: Whole) => {
    part('comment', [...rowsAt(answer, 'comments'), objectAt(answer)], whole);
    for (const row of rowsAt(answer, 'comments')) part('comment', rowsAt(row, 'replies'), whole);
  };
  const messages = (whole: Whole) => {
    const data = objectAt(answer, 'data');
    part('chat_message', [...rowsAt(answer, 'data'), data, objectAt(answer)], whole);
  };
  const lessons: Partial<Record<OperationId, () => void>> = {
    GetTask: () => task(objectAt(answer)),
    CreateTask: () => task(objectAt(answer)),
    UpdateTask: () => task(objectAt(answer)),
    GetTasks: () => rowsAt(answer, 'tasks').forEach(task),
    GetFilteredTeamTasks: () => rowsAt(answer, 'tasks').forEach(task),
    GetViewTasks: () => rowsAt(answer, 'tasks').forEach(task),
    CreateChecklist: () => checklist(objectAt(answer, 'checklist'), named),
    CreateChecklistItem: () => checklist(objectAt(answer, 'checklist'), undefined),
    EditChecklistItem: () => checklist(objectAt(answer, 'checklist'), undefined),
    GetTaskComments: () => comments({ noun: 'task', id: named ?? '' }),
    CreateTaskComment: () => comments({ noun: 'task', id: named ?? '' }),
    GetListComments: () => comments({ noun: 'list', id: path.list_id ?? '' }),
    CreateListComment: () => comments({ noun: 'list', id: path.list_id ?? '' }),
    GetChatViewComments: () => comments({ noun: 'view', id: path.view_id ?? '' }),
    CreateChatViewComment: () => comments({ noun: 'view', id: path.view_id ?? '' }),
    GetThreadedComments: () => comments({ noun: 'comment', id: path.comment_id ?? '' }),
    CreateThreadedComment: () => comments({ noun: 'comment', id: path.comment_id ?? '' }),
    GetGoal: () => part('key_result', rowsAt(answer, 'goal', 'key_results'), { noun: 'goal', id: path.goal_id ?? '' }),
    CreateKeyResult: () =>
      part('key_result', [objectAt(answer, 'key_result')], { noun: 'goal', id: path.goal_id ?? '' }),
    getChatMessages: () => messages({ noun: 'chat_channel', id: path.channel_id ?? '' }),
    createChatMessage: () => messages({ noun: 'chat_channel', id: path.channel_id ?? '' }),
    getChatMessageReplies: () => messages({ noun: 'chat_message', id: path.message_id ?? '' }),
    createReplyMessage: () => messages({ noun: 'chat_message', id: path.message_id ?? '' }),
  };
  lessons[operation as OperationId]?.();
}

/** The items of a checklist, those below others too. */
const itemsOf = (row: Row): Row[] =>
  ['items', 'children'].flatMap((name) => rowsAt(row, name)).flatMap((item) => [item, ...itemsOf(item)]);
