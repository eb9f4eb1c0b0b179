import { formatDuration } from '../../clickup/dates/durations.js';
import { idOf, objectAt, rowsAt } from '../../runtime/wire.js';
import { bodyOf, type Field, type Fields, number, text, unseen, value } from '../fields.js';
import type { Change, Reads, Row, Sent, Wire } from '../row.js';
import { create, final, idQuery, inTrash, remove, update } from '../rows.js';

const inData = (answer: Wire) => objectAt(answer, 'data');

const readEntry = async (reads: Reads, team_id: string, timer_id: string) => {
  const answer = await reads.get('Getsingulartimeentry', { team_id, timer_id });
  return answer && inData(answer);
};

const theEntry = ({ path }: Sent, reads: Reads) => readEntry(reads, path.team_id ?? '', path.timer_id ?? '');

const labelsOf = (entry: unknown) =>
  rowsAt(entry, 'tags')
    .map(({ name }) => String(name).toLowerCase())
    .sort();

const labels: Field = {
  kind: 'text',
  of: labelsOf,
  after: (sent) => labelsOf({ tags: sent }),
  restore: (before) => ({ tags: (before as string[]).map((name) => ({ name })), tag_action: 'replace' }),
};

/** Start and end are written together. */
const span = (name: 'start' | 'end'): Field => ({ ...number(name, 'date'), restore: (before) => ({ [name]: before }) });

const fields: Fields = {
  description: text('description'),
  tags: labels,
  tag_action: 'says nothing',
  start: span('start'),
  end: span('end'),
  stop: { ...span('end'), changes: 'end' },
  duration: { ...number('duration', 'duration') },
  billable: value('billable'),
  tid: {
    ...unseen('task'),
    of: (entry) => idOf(objectAt(entry, 'task').id) ?? null,
    restore: (before) => (before === null ? 'tid: the API cannot take an entry from its task' : { tid: before }),
  },
  assignee: { ...unseen('person'), of: (entry) => objectAt(entry, 'user').id },
};

const newEntry: Row = {
  ...create('time entry', { by: 'DeleteatimeEntry', as: 'timer_id', from: ['team_id'], in: inData, fields }),
  made: (sent, id, reads) => readEntry(reads, sent.path.team_id ?? '', id),
  name: (sent) => String(bodyOf(sent).description ?? '') || undefined,
};

const running = async ({ path }: Sent, reads: Reads) => {
  const answer = await reads.get('Getrunningtimeentry', { team_id: path.team_id ?? '' });
  return answer && inData(answer);
};

/** A timer that is started ends the one that runs. */
const start: Row = {
  ...newEntry,
  verb: 'start',
  noun: 'timer',
  read: running,
  changes: (sent, entry) => [
    ...newEntry.changes(sent, undefined),
    ...(entry?.id === undefined
      ? []
      : [{ name: 'running timer', kind: 'text', before: 'runs', after: 'ends' } as const]),
  ],
  inverse(sent, before, answer, helpers) {
    const inverse = newEntry.inverse(sent, undefined, answer, helpers);
    return 'steps' in inverse && before?.id !== undefined
      ? { ...inverse, except: ['the timer that ran before stays ended'] }
      : inverse;
  },
};

/** Labels of several entries at once; each entry that did not have one loses it again, and the other way round. */
const label = (adds: boolean): Row => {
  const named = (sent: Sent) => rowsAt(bodyOf(sent), 'tags').map(({ name }) => String(name).toLowerCase());
  const ids = (sent: Sent) => [bodyOf(sent).time_entry_ids ?? []].flat().map(String);
  return {
    verb: adds ? 'add to' : 'remove from',
    noun: 'time entries',
    async read(sent, reads) {
      const entries = ids(sent).map(async (id) => [id, await readEntry(reads, sent.path.team_id ?? '', id)] as const);
      return Object.fromEntries(await Promise.all(entries));
    },
    changes: (sent, entries): Change[] =>
      ids(sent).map((id) => {
        const had = entries?.[id] === undefined ? undefined : labelsOf(entries[id]);
        const after = adds
          ? [...new Set([...(had ?? []), ...named(sent)])]
          : (had ?? []).filter((each) => !named(sent).includes(each));
        return { name: `labels of ${id}`, kind: 'text', before: had, after };
      }),
    inverse(sent, entries) {
      if (!entries) return { none: 'what was there before cannot be read' };
      const steps = named(sent).flatMap((name) => {
        const changed = ids(sent).filter((id) => labelsOf(entries[id]).includes(name) !== adds);
        if (changed.length === 0) return [];
        const body = { time_entry_ids: changed, tags: [{ name }] };
        return [{ id: adds ? 'Removetagsfromtimeentries' : 'Addtagsfromtimeentries', path: sent.path, body } as const];
      });
      return { steps };
    },
    target: (sent) => ids(sent).join(', '),
  };
};

const rename: Row = {
  ...final('rename', 'label of time entries', 'who had the new label before is not told apart'),
  read: async ({ path, body }, reads) =>
    rowsAt(await reads.get('Getalltagsfromtimeentries', { team_id: path.team_id ?? '' }), 'data').find(
      ({ name }) => String(name).toLowerCase() === String(objectAt(body).name).toLowerCase(),
    ),
  changes: (sent, found) => [
    { name: 'name', kind: 'text', before: found?.name, after: bodyOf(sent).new_name },
    { name: 'color', kind: 'text', before: found?.tag_bg, after: bodyOf(sent).tag_bg },
  ],
  target: () => undefined,
};

const lost = async (_sent: Sent, entry: Wire | undefined) => {
  const spent = Number(entry?.duration ?? entry?.time ?? 0);
  return spent > 0 ? [`${formatDuration(spent)} tracked`] : [];
};

const theInterval = async (sent: Sent, reads: Reads): Promise<Wire | undefined> => {
  const answer = await reads.get('Gettrackedtime', { task_id: sent.path.task_id ?? '' }, idQuery(sent));
  return rowsAt(answer, 'data')
    .flatMap((person) => rowsAt(person, 'intervals'))
    .find(({ id }) => id === sent.path.interval_id);
};

const intervalFields: Fields = {
  start: span('start'),
  end: span('end'),
  time: { ...number('time', 'duration'), restore: (before) => ({ time: before }) },
};

export const time = {
  Createatimeentry: newEntry,
  UpdateatimeEntry: {
    ...update('time entry', theEntry, fields),
    inverse(sent, before, answer, helpers) {
      const { duration, ...rest } = bodyOf(sent);
      // A duration moves the end: the former span is written again.
      const whole = duration === undefined || !before ? rest : { ...rest, start: before.start, end: before.end };
      return update('time entry', theEntry, fields).inverse({ ...sent, body: whole }, before, answer, helpers);
    },
  },
  DeleteatimeEntry: remove('time entry', inTrash, theEntry, { loses: lost }),
  StartatimeEntry: start,
  StopatimeEntry: final('stop', 'timer', 'a timer that was stopped cannot run on', {
    read: running,
    target: (_sent, entry) => entry && idOf(entry.id),
  }),
  Addtagsfromtimeentries: label(true),
  Removetagsfromtimeentries: label(false),
  Changetagnamesfromtimeentries: rename,
  Tracktime: create('time entry', {
    by: 'Deletetimetracked',
    as: 'interval_id',
    from: ['task_id'],
    fields: intervalFields,
  }),
  Edittimetracked: update('time entry', theInterval, intervalFields),
  Deletetimetracked: remove('time entry', inTrash, theInterval, { loses: lost }),
} satisfies Record<string, Row>;
