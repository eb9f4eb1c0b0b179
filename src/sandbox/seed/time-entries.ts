import { seedTaskId } from '../ids.js';
import { hash } from '../random.js';
import type { TaskRow } from '../state/tasks.js';
import type { TimeEntryRow } from '../state/time-entries.js';
import type { CompanyCalendar, SeedContext } from './context.js';
import { TASKS, TIME_ENTRIES, USERS, WORKSPACE_ID } from './ids.js';

const MINUTE = 60_000;
const DAYS = 60;

/** Labels with their colours. */
const labels = {
  'deep work': '#5f55ee',
  review: '#f8ae00',
  meeting: '#0f9d9f',
  support: '#e16b16',
  planning: '#4466ff',
} as const;

/** When people work, in hours UTC, and how many entries they usually write in a day. */
const habits: Readonly<Partial<Record<keyof typeof USERS, { from: number; perDay: number; talk: string }>>> = {
  lena: { from: 7, perDay: 2, talk: 'Weekly with the depot' },
  tomas: { from: 7, perDay: 2, talk: 'One-to-one talks' },
  priya: { from: 4, perDay: 3, talk: 'Backend stand-up' },
  samuel: { from: 8, perDay: 2, talk: 'Frontend stand-up' },
  yuki: { from: 0, perDay: 2, talk: 'Mobile stand-up' },
  chloe: { from: 13, perDay: 2, talk: 'Call with the agency' },
  diego: { from: 15, perDay: 1, talk: 'Toolbox talk' },
};

const timerId = (key: string): string => `42311${String(hash(`time ${key}`)).padStart(14, '0')}`;

/** The entries that examples and tests return to; `start` and `end` in `at` notation. */
const fixed = [
  ['tokenSigning', 'priya', '', 'Sign unlock tokens on the server', [3, '05:10'], [3, '08:40'], ['deep work'], true],
  [
    'acceptance',
    'lena',
    'Second look',
    'Offline unlock with a signed token',
    [3, '08:00'],
    [3, '09:15'],
    ['review'],
    true,
  ],
  ['standUp', 'lena', 'Stand-up of the unlock team', null, [3, '07:30'], [3, '07:45'], ['meeting'], false],
  ['morningMail', 'lena', 'Mail from riders', null, [0, '07:05'], [0, '07:35'], ['support'], false],
  ['brakePads', 'diego', '', 'Replace worn brake pads on series B', [4, '15:20'], [4, '18:05'], [], true],
] as const;

const words = ['', '', 'Pairing', 'Second attempt', 'Notes and follow-up', 'Tests', 'With the vendor', 'Clean-up'];

/** Whether somebody could have worked on the task that day. */
const open = (task: TaskRow, when: number): boolean =>
  task.dateCreated < when && (task.dateDone === null || task.dateDone > when);

/** What a person writes down on the `day`th day before this week's Monday, which begins at `midnight`. */
function entriesOfDay(
  seed: SeedContext,
  who: keyof typeof USERS,
  { day, midnight }: { day: number; midnight: number },
): TimeEntryRow[] {
  const habit = habits[who];
  if (!habit) return [];
  const mine = seed.state.tasks.all().filter((task) => task.assigneeIds.includes(USERS[who]));
  let cursor = midnight + habit.from * 60 * MINUTE + (hash(`start ${who} ${day}`) % 40) * MINUTE;
  return Array.from({ length: habit.perDay }, (_, i) => {
    const draw = (what: string, bound: number) => hash(`${what} ${who} ${day} ${i}`) % bound;
    const choice = mine.filter((task) => open(task, cursor));
    const task = draw('talk', 7) === 0 ? undefined : choice[draw('task', Math.max(1, choice.length))];
    const start = cursor;
    const end = start + (task ? 45 + draw('length', 30) * 5 : 20 + draw('length', 5) * 10) * MINUTE;
    cursor = end + (10 + draw('break', 50)) * MINUTE;
    const label = task ? (['deep work', 'deep work', 'review', 'support'] as const)[draw('label', 6)] : 'meeting';
    return {
      id: timerId(`${who} ${day} ${i}`),
      workspaceId: WORKSPACE_ID,
      userId: USERS[who],
      taskId: task?.id ?? null,
      start,
      end,
      description: task ? (words[draw('words', words.length)] ?? '') : habit.talk,
      billable: task !== undefined && draw('billable', 3) === 0,
      tags: label ? [label] : [],
      source: 'clickup',
      at: end,
    };
  });
}

const isWorkday = (ms: number): boolean => ![0, 6].includes(new Date(ms).getUTCDay());

const same = { workspaceId: WORKSPACE_ID, source: 'clickup' } as const;

const fixedEntries = ({ at }: SeedContext): TimeEntryRow[] =>
  fixed.map(([key, who, description, title, from, to, tags, billable]) => ({
    ...same,
    id: TIME_ENTRIES[key],
    userId: USERS[who],
    taskId: title === null ? null : seedTaskId(title),
    description,
    start: at(from[0], from[1]),
    end: at(to[0], to[1]),
    tags,
    billable,
    at: at(to[0], to[1]),
  }));

const overlap = (a: TimeEntryRow, b: TimeEntryRow): boolean =>
  a.userId === b.userId && a.start < (b.end ?? b.start) && b.start < (a.end ?? a.start);

/** Sixty days of tracked time and this week's until yesterday, and the timer that the default user started 42 minutes ago. */
export const seedTimeEntries = (seed: CompanyCalendar): void => {
  const { state, at, daysSince } = seed;
  for (const [name, bg] of Object.entries(labels)) {
    const id = `${WORKSPACE_ID}:${name}`;
    state.timeLabels.put({ id, workspaceId: WORKSPACE_ID, name, fg: '#ffffff', bg, creatorId: USERS.lena });
  }
  const known = fixedEntries(seed);
  const people = Object.keys(habits) as Array<keyof typeof USERS>;
  const before = Array.from({ length: DAYS }, (_, i) => ({ day: DAYS - i, midnight: at(DAYS - i, '00:00') }));
  for (const date of [...before, ...daysSince.map((midnight, i) => ({ day: -i, midnight }))]) {
    if (!isWorkday(date.midnight)) continue;
    for (const who of people) {
      for (const entry of entriesOfDay(seed, who, date)) {
        if (!known.some((other) => overlap(entry, other))) state.timeEntries.put(entry);
      }
    }
  }
  for (const entry of known) state.timeEntries.put(entry);
  state.timeEntries.put({
    ...same,
    id: TIME_ENTRIES.running,
    userId: USERS.lena,
    taskId: TASKS.offlineUnlock,
    start: at(0, '08:18'),
    end: null,
    description: 'Acceptance criteria for riding without a signal',
    billable: false,
    tags: ['review'],
    at: at(0, '08:18'),
  });
};
