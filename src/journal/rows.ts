import type { OperationId } from '../../generated/operations.js';
import { idOf } from '../runtime/wire.js';
import { bodyOf, changesBy, type Fields, restoring } from './fields.js';
import type { Change, Kind, Row, Sent, Step, Wire } from './row.js';

type Read = NonNullable<Row['read']>;
type Parts = Readonly<Record<string, string>>;

/** What a deletion of ClickUp leaves. */
export const inTrash = 'it goes to the trash, from which a person can restore it in ClickUp; no tool can';
export const gone = 'what is deleted there cannot be restored';

/** Says of custom ids that they are custom ids, wherever a task is named. */
export const idQuery = ({ query }: Pick<Sent, 'query'>): Record<string, string> =>
  query.custom_task_ids === undefined
    ? {}
    : { custom_task_ids: String(query.custom_task_ids), team_id: String(query.team_id) };

/** The path parameters that an operation of the same kind has too. */
const pick = (path: Parts, ...names: readonly string[]): Parts =>
  Object.fromEntries(names.map((name) => [name, path[name] ?? '']));

/** Writes fields of something that is there: the former values are written again. */
export function update(noun: string, read: Read, fields: Fields, more: Partial<Row> = {}): Row {
  return {
    verb: 'update',
    noun,
    read,
    changes: (sent, object) => changesBy(fields, sent, object),
    inverse(sent, before, _answer, helpers) {
      if (!before)
        return { none: `what was there before cannot be read${more.unread === undefined ? '' : `: ${more.unread}`}` };
      const inverse = restoring(fields, sent, before, helpers);
      if ('none' in inverse) return inverse;
      const { body = {}, except } = inverse;
      const isEmpty = Object.keys(body).length === 0;
      if (isEmpty && except && except.length > 0) return { none: except.join('; ') };
      return {
        steps: isEmpty ? [] : [{ id: sent.id, path: sent.path, query: idQuery(sent), body }],
        ...(except && { except }),
      };
    },
    ...more,
  };
}

interface Creation {
  /** The operation that deletes what was made; absent where there is none. */
  by?: OperationId;
  /** The name of its path parameter for the id of what was made, and those it takes from the creation. */
  as?: string;
  from?: readonly string[];
  /** Reads what was made. */
  read?: (id: string, sent: Sent) => { id: OperationId; path: Parts; query?: Record<string, string> };
  /** The object in the answer of the creation, and in that of the read. */
  in?: (answer: Wire) => Wire;
  fields?: Fields;
  why?: string;
}

/** Makes something: it is deleted again. */
export function create(noun: string, creation: Creation, more: Partial<Row> = {}): Row {
  const { by, as = '', from = [], read, in: inside = (answer) => answer, fields = {}, why } = creation;
  const idIn = (answer: Wire | undefined) => answer && idOf(inside(answer).id);
  return {
    verb: 'create',
    noun,
    ...(read && {
      async made(sent, id, reads) {
        const wanted = read(id, sent);
        const found = await reads.get(wanted.id, wanted.path, wanted.query);
        return found && inside(found);
      },
    }),
    changes: (sent, object) => changesBy(fields, sent, object),
    ...(why !== undefined && { final: why }),
    inverse(sent, _before, answer) {
      if (by === undefined) return { none: why ?? gone };
      const id = idIn(answer);
      if (answer && id === undefined) return { none: 'ClickUp did not say the id of what was made' };
      const query = from.includes('task_id') ? idQuery(sent) : {};
      const path = { ...pick(sent.path, ...from), [as]: id ?? '' };
      return { steps: [{ id: by, path, ...(Object.keys(query).length > 0 && { query }) }] };
    },
    name: (sent) => textOf(bodyOf(sent).name) ?? textOf(bodyOf(sent).title),
    target: (_sent, object) => object && idOf(object.id),
    ...more,
  };
}

const textOf = (given: unknown) => (typeof given === 'string' && given !== '' ? given : undefined);

/** Destroys something. */
export const remove = (noun: string, why: string, read?: Read, more: Partial<Row> = {}): Row => ({
  verb: 'delete',
  noun,
  ...(read && { read }),
  changes: () => [],
  final: why,
  inverse: () => ({ none: why }),
  ...more,
});

interface Relation {
  /** What is joined to the object, or taken from it. */
  name: string;
  kind?: Kind;
  of(sent: Sent): string;
  /** Whether the object has it now. */
  has(object: Wire, sent: Sent): boolean;
  adds: boolean;
  opposite(sent: Sent): Step;
}

/** Joins something to an object, or takes it away: the opposite is done, where the request changed anything. */
export function relation(noun: string, read: Read, { name, kind = 'text', of, has, adds, opposite }: Relation): Row {
  const isChanged = (sent: Sent, before: Wire) => has(before, sent) !== adds;
  return {
    verb: adds ? 'add to' : 'remove from',
    noun,
    read,
    changes(sent, object): Change[] {
      const there = object && has(object, sent) ? of(sent) : null;
      return [{ name, kind, before: object && there, after: adds ? of(sent) : null }];
    },
    inverse(sent, before) {
      if (!before) return { none: 'what was there before cannot be read' };
      const step = opposite(sent);
      return { steps: isChanged(sent, before) ? [{ ...step, query: step.query ?? idQuery(sent) }] : [] };
    },
  };
}

/** Does what nothing takes back. */
export const final = (verb: string, noun: string, why: string, more: Partial<Row> = {}): Row => ({
  verb,
  noun,
  changes: (sent, object) => changesBy({}, sent, object),
  final: why,
  inverse: () => ({ none: why }),
  ...more,
});
