import { seedTaskId } from '../ids.js';
import { stableUuid } from '../random.js';
import type { SeedContext, SeedFunction } from './context.js';
import { FIELDS } from './fields.js';
import { USERS, WORKSPACE_ID } from './ids.js';

/** `[waiting task, task it waits on]`. */
const dependencies: ReadonlyArray<readonly [string, string]> = [
  ['Queue for lock commands', 'Second region for the unlock service'],
  ['Unlock service in two regions', 'Second region for the unlock service'],
  ['Alert when unlocks fail above one percent', 'Measure the time from tap to open lock'],
  ['Lock firmware 3.2 in the update channel', 'Rotate the lock vendor certificates'],
  ['Field test in the underground car park', 'Verify the signature in the lock firmware'],
  ['Pause a ride for up to twenty minutes', 'Server side of paused rides'],
  ['Opening day', 'All autumn stations open'],
  ['Refit and test ride', 'Send the arms to the maker'],
  ['Docks for Lighthouse Quay', 'Power for Lighthouse Quay'],
];

const links: ReadonlyArray<readonly [string, string]> = [
  ['Offline unlock with a signed token', 'Reject clock drift over ninety seconds'],
  ['Landing page of the autumn launch', 'Discount codes for the first week'],
  ['Dock 7 at the theatre does not lock', 'Lock reports open after a reboot'],
];

const files = [
  [
    'Unlock button stays grey after the phone wakes up',
    'grey-button.txt',
    'text/plain',
    '14:02 wake, 14:02 tap: no command sent\n',
    'samuel',
  ],
  [
    'Offline unlock with a signed token',
    'token-format.md',
    'text/markdown',
    '# Token\n\nrider, bike, expiry, signature\n',
    'priya',
  ],
  [
    'Replace worn brake pads on series B',
    'series-b.csv',
    'text/csv',
    'bike,depot\nB-1042,Harbour\nB-1077,South\n',
    'diego',
  ],
] as const;

const templates = (seed: SeedContext) => {
  const add = (id: string, kind: 'task' | 'list' | 'folder', name: string, content: object) =>
    seed.state.templates.put({ id, workspaceId: WORKSPACE_ID, kind, name, content });
  add('t-90010001', 'task', 'Bug report', {
    description: 'What happens, what should happen, how to repeat it.',
    tags: ['bug'],
    checklist: { name: 'Before the fix is merged', items: ['Repeat it', 'Write a test that fails', 'Tell support'] },
  });
  add('t-90010002', 'task', 'New station', {
    tasks: [{ name: 'Permit' }, { name: 'Power' }, { name: 'Docks' }, { name: 'Opening' }],
  });
  const sprint = { tasks: [{ name: 'Planning' }, { name: 'Review' }, { name: 'Retrospective' }] };
  add('t-90010003', 'list', 'Two-week sprint', sprint);
  add('t-90010004', 'folder', 'City launch', {
    lists: [
      { name: 'Permits', content: { tasks: [{ name: 'Talk to the city' }] } },
      { name: 'Campaign', content: { tasks: [{ name: 'Landing page' }, { name: 'Press release' }] } },
    ],
  });
};

/** Dependencies, links, files and templates. */
export const seedRelations: SeedFunction = (seed) => {
  const { state, at } = seed;
  const id = (title: string): string => {
    const found = seedTaskId(title);
    if (!state.tasks.has(found)) throw new Error(`Seed: no task ${title}`);
    return found;
  };
  const made = { dateCreated: at(5, '10:15'), userId: USERS.tomas };
  for (const [waiting, on] of dependencies) {
    state.dependencies.put({ ...made, id: `${id(waiting)}:${id(on)}`, taskId: id(waiting), dependsOn: id(on) });
  }
  for (const [a, b] of links) state.links.put({ ...made, id: `${id(a)}:${id(b)}`, a: id(a), b: id(b) });
  const crash = id('Bluetooth scan drains the battery overnight');
  state.tasks.patch(crash, {
    fields: { ...state.tasks.get(crash)?.fields, [FIELDS.incidents]: [id('Lock reports open after a reboot')] },
  });
  for (const [title, name, mimeType, text, user] of files) {
    const extension = name.split('.').at(-1) ?? '';
    state.attachments.put({
      id: `${stableUuid(`file ${name}`)}.${extension}`,
      parent: `task:${id(title)}`,
      title: name,
      extension,
      mimeType,
      size: text.length,
      dateCreated: at(2, '11:30'),
      userId: USERS[user],
      base64: btoa(text),
    });
  }
  templates(seed);
};
