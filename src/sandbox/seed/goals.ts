import { seedTaskId } from '../ids.js';
import { stableUuid } from '../random.js';
import type { KeyResultRow } from '../state/goals.js';
import type { SeedFunction } from './context.js';
import { GOALS, KEY_RESULTS, LISTS, USERS, WORKSPACE_ID } from './ids.js';

type Person = keyof typeof USERS;
type Steps = Pick<KeyResultRow, 'type'> & Partial<Pick<KeyResultRow, 'unit' | 'start' | 'end' | 'current' | 'listIds'>>;

interface KeyResultSpec extends Steps {
  readonly name: string;
  readonly key?: keyof typeof KEY_RESULTS;
  readonly owner: Person;
  /** Titles of the tasks that it counts. */
  readonly tasks?: readonly string[];
  /** What was reported with the present figure. */
  readonly note?: string;
}

interface GoalSpec {
  readonly name: string;
  readonly description: string;
  readonly owners: readonly Person[];
  /** Days until it is due. */
  readonly due: number;
  readonly made: number;
  readonly color: string;
  readonly folder?: true;
  readonly results: readonly KeyResultSpec[];
}

const FOLDER_ID = stableUuid('goal folder 2027');

/** Goals in the order in which they were made, which numbers them. */
const goals: ReadonlyArray<readonly [keyof typeof GOALS, GoalSpec]> = [
  [
    'thirdYear',
    {
      name: 'Q3: A third year that riders notice',
      description: 'Report, celebration and new prices were on time.',
      owners: ['chloe'],
      due: -5,
      made: 95,
      color: '#2ea52c',
      results: [
        { name: 'Press release approved', type: 'boolean', current: 1, owner: 'chloe', note: 'Approved by the city.' },
        { name: 'Rides in September', type: 'number', unit: 'rides', end: 90_000, current: 92_480, owner: 'lena' },
      ],
    },
  ],
  [
    'unlock',
    {
      name: 'Q4: Unlocking works on the first try',
      description:
        'Riders stop thinking about the lock: no signal, one dead region or an old certificate must not matter.',
      owners: ['lena', 'tomas'],
      due: 87,
      made: 33,
      color: '#7b68ee',
      results: [
        {
          key: 'secondRegion',
          name: 'The unlock service survives the loss of a region',
          type: 'automatic',
          owner: 'priya',
          tasks: ['Second region for the unlock service', 'Unlock service in two regions'],
        },
        {
          key: 'queue',
          name: 'Lock commands wait in a queue instead of failing',
          type: 'automatic',
          owner: 'priya',
          tasks: ['Queue for lock commands'],
        },
        {
          key: 'alert',
          name: 'We know of failing unlocks before riders call',
          type: 'automatic',
          owner: 'tomas',
          tasks: ['Alert when unlocks fail above one percent', 'Write the runbook for a broken unlock'],
        },
        {
          key: 'certificates',
          name: 'No lock runs on an old certificate',
          type: 'automatic',
          owner: 'samuel',
          tasks: ['Rotate the lock vendor certificates', 'Lock firmware 3.2 in the update channel'],
        },
        {
          key: 'firstTry',
          name: 'Unlocks that succeed on the first try',
          type: 'percentage',
          unit: '%',
          start: 91,
          end: 99,
          current: 94,
          owner: 'yuki',
          note: 'Up three points since Bluetooth retries are in the beta.',
        },
      ],
    },
  ],
  [
    'autumnLaunch',
    {
      name: 'Q4: Four new stations open with a crowd',
      description: 'Stations, campaign and press come together on opening day.',
      owners: ['chloe', 'lena'],
      due: 26,
      made: 50,
      color: '#ff4081',
      results: [
        { name: 'Stations open', type: 'number', unit: 'stations', end: 4, current: 1, owner: 'lena' },
        { name: 'Campaign within budget', type: 'currency', unit: 'EUR', end: 48_000, current: 21_500, owner: 'chloe' },
        { key: 'pressKit', name: 'Press kit is out', type: 'boolean', owner: 'chloe' },
      ],
    },
  ],
  [
    'fewerBugs',
    {
      name: 'Q4: Fewer bugs than riders can find',
      description: 'Every known bug is closed, and sessions end without a crash.',
      owners: ['samuel'],
      due: 87,
      made: 30,
      color: '#e65100',
      results: [
        { key: 'bugs', name: 'Known bugs closed', type: 'automatic', listIds: [LISTS.bugs], owner: 'samuel' },
        {
          name: 'Sessions without a crash',
          type: 'percentage',
          unit: '%',
          start: 98,
          end: 99.8,
          current: 99.1,
          owner: 'yuki',
        },
      ],
    },
  ],
  [
    'safeFleet',
    {
      name: 'A fleet that passes every inspection',
      description: 'Brakes, lights and reflectors before the dark months.',
      owners: ['lena'],
      due: 56,
      made: 40,
      color: '#0388d1',
      results: [
        { name: 'Bikes of series B with new pads', type: 'number', unit: 'bikes', end: 20, current: 11, owner: 'lena' },
        { name: 'Maintenance List worked off', type: 'automatic', listIds: [LISTS.maintenance], owner: 'lena' },
      ],
    },
  ],
  [
    'audit',
    {
      name: 'The audit finds nothing new',
      description: 'All answers and papers are ready before the auditor comes back.',
      owners: ['tomas'],
      due: 40,
      made: 12,
      color: '#1bbc9c',
      results: [],
    },
  ],
  [
    'districts',
    {
      name: 'Two more districts in 2027',
      description: 'Contracts first, stations in spring.',
      owners: ['lena'],
      due: 268,
      made: 8,
      color: '#595d66',
      folder: true,
      results: [{ name: 'Contracts signed', type: 'number', unit: 'contracts', end: 2, owner: 'lena' }],
    },
  ],
];

/** Goals of the quarter, one that is reached, and a folder for next year. */
export const seedGoals: SeedFunction = ({ state, at, day }) => {
  const folder = { id: FOLDER_ID, workspaceId: WORKSPACE_ID, name: '2027', creatorId: USERS.lena };
  state.goalFolders.put({ ...folder, dateCreated: at(9) });
  for (const [number, [key, spec]] of goals.entries()) {
    const dateCreated = at(spec.made, '10:00');
    state.goals.put({
      id: GOALS[key],
      workspaceId: WORKSPACE_ID,
      prettyId: String(number + 1),
      folderId: spec.folder ? FOLDER_ID : null,
      name: spec.name,
      description: spec.description,
      color: spec.color,
      dueDate: day(spec.due),
      dateCreated,
      dateUpdated: at(Math.min(spec.made, 2), '15:00'),
      creatorId: USERS.lena,
      ownerIds: spec.owners.map((name) => USERS[name]),
      multipleOwners: spec.owners.length > 1,
    });
    for (const result of spec.results) {
      const start = result.start ?? 0;
      const current = result.current ?? start;
      const reported = current !== start;
      const action = { userId: USERS[result.owner], date: at(2, '15:00'), note: result.note ?? '' };
      state.keyResults.put({
        id: result.key ? KEY_RESULTS[result.key] : stableUuid(`key result ${result.name}`),
        goalId: GOALS[key],
        name: result.name,
        type: result.type,
        unit: result.unit ?? null,
        creatorId: USERS.lena,
        ownerIds: [USERS[result.owner]],
        dateCreated,
        start,
        end: result.end ?? (result.type === 'boolean' ? 1 : 0),
        current,
        taskIds: (result.tasks ?? []).map(seedTaskId),
        listIds: result.listIds ?? [],
        actions: reported
          ? [{ ...action, id: stableUuid(`action ${result.name}`), before: start, after: current }]
          : [],
      });
    }
  }
};
