import { stableUuid } from '../random.js';
import type { FieldScope } from '../state/tasks.js';
import type { SeedFunction } from './context.js';
import { LISTS, SPACES, WORKSPACE_ID } from './ids.js';

/**
 * Ids of the custom fields by short name.
 *
 * @example
 * const { fields } = await clickup.customField.list({ list_id: LISTS.bugs });
 * console.log(fields.find(({ id }) => id === FIELDS.severity)?.name); // Severity
 */
export const FIELDS = {
  severity: stableUuid('field severity'),
  platforms: stableUuid('field platforms'),
  reports: stableUuid('field customer reports'),
  release: stableUuid('field release date'),
  tested: stableUuid('field regression tested'),
  spec: stableUuid('field specification'),
  reporter: stableUuid('field reporter e-mail'),
  reviewer: stableUuid('field reviewer'),
  incidents: stableUuid('field related incidents'),
  rollout: stableUuid('field rollout'),
  progress: stableUuid('field progress'),
  impact: stableUuid('field rider impact'),
  build: stableUuid('field build'),
  rootCause: stableUuid('field root cause'),
  budget: stableUuid('field budget'),
  channel: stableUuid('field channel'),
  audience: stableUuid('field audience'),
  agency: stableUuid('field agency phone'),
  location: stableUuid('field station location'),
  bikes: stableUuid('field bikes affected'),
  depot: stableUuid('field depot phone'),
  costs: stableUuid('field repair costs'),
  photos: stableUuid('field photos'),
} as const;

/**
 * The id of an option, from the field's short name and the option's name.
 *
 * @example
 * await clickup.customField.set({ task_ids: ['ENG-96'], fields: { Severity: optionId('severity', 'Major') } });
 */
export const optionId = (field: keyof typeof FIELDS, name: string): string => stableUuid(`option ${field} ${name}`);

const COLORS = ['#d33d44', '#f8ae00', '#1090e0', '#008844', '#7b68ee'];

const colour = (index: number): string | null => COLORS[index % COLORS.length] ?? null;

const labels = (field: keyof typeof FIELDS, names: readonly string[]) => ({
  options: names.map((label, index) => ({ id: optionId(field, label), label, color: colour(index) })),
});

const dropDown = (field: keyof typeof FIELDS, names: readonly string[]) => ({
  sorting: 'manual',
  new_drop_down: true,
  default: null,
  placeholder: null,
  options: names.map((name, orderindex) => ({
    id: optionId(field, name),
    name,
    color: colour(orderindex),
    orderindex,
  })),
});

type Spec = readonly [key: keyof typeof FIELDS, name: string, type: string, config?: Record<string, unknown>];

const anyone = { single_user: false, include_groups: true, include_guests: true, include_team_members: true };

const engineering: readonly Spec[] = [
  ['severity', 'Severity', 'drop_down', dropDown('severity', ['Critical', 'Major', 'Minor', 'Cosmetic'])],
  ['platforms', 'Platforms', 'labels', labels('platforms', ['iOS', 'Android', 'Web', 'Lock firmware'])],
  ['reports', 'Customer reports', 'number'],
  ['release', 'Release date', 'date'],
  ['tested', 'Regression tested', 'checkbox'],
  ['spec', 'Specification', 'url'],
  ['reporter', 'Reporter e-mail', 'email'],
  ['reviewer', 'Reviewer', 'users', { ...anyone, single_user: true }],
  ['incidents', 'Related incidents', 'tasks'],
  ['rollout', 'Rollout', 'manual_progress', { method: 'manual', start: 0, end: 100, current: 0 }],
  [
    'progress',
    'Progress',
    'automatic_progress',
    { tracking: { subtasks: true, checklists: true, assigned_comments: false }, complete_on: 3 },
  ],
  ['impact', 'Rider impact', 'emoji', { code_point: '2b50', count: 5 }],
  ['build', 'Build', 'short_text'],
  ['rootCause', 'Root cause', 'text'],
];

const marketing: readonly Spec[] = [
  ['budget', 'Budget', 'currency', { precision: 2, currency_type: 'EUR', default: null }],
  [
    'channel',
    'Channel',
    'drop_down',
    dropDown('channel', ['Newsletter', 'Instagram', 'Out of home', 'Press', 'Partners']),
  ],
  ['audience', 'Audience', 'labels', labels('audience', ['Commuters', 'Students', 'Tourists'])],
  ['agency', 'Agency phone', 'phone'],
];

const operations: readonly Spec[] = [
  ['location', 'Station location', 'location'],
  ['depot', 'Depot phone', 'phone'],
  ['costs', 'Repair costs', 'currency', { precision: 2, currency_type: 'EUR', default: null }],
  ['photos', 'Photos', 'attachment'],
];

const maintenance: readonly Spec[] = [['bikes', 'Bikes affected', 'number']];

/** Custom fields of every common type; the one of Maintenance is required. */
export const seedFields: SeedFunction = ({ state, at }) => {
  const add = (scope: FieldScope, specs: readonly Spec[], required = false) => {
    for (const [key, name, type, typeConfig = {}] of specs) {
      const hideFromGuests = key === 'costs';
      const common = { workspaceId: WORKSPACE_ID, dateCreated: at(320), scopes: [scope] };
      state.fields.put({ ...common, id: FIELDS[key], name, type, typeConfig, hideFromGuests, required });
    }
  };
  add({ type: 'space', id: SPACES.engineering }, engineering);
  add({ type: 'space', id: SPACES.marketing }, marketing);
  add({ type: 'space', id: SPACES.operations }, operations);
  add({ type: 'list', id: LISTS.maintenance }, maintenance, true);

  const items = [
    ['0', 'Task', 'Tasks', '', null],
    ['1', 'Milestone', 'Milestones', '', 'milestone'],
    ['1001', 'Bug', 'Bugs', 'Something that does not work as it should', 'bug'],
    ['1002', 'Experiment', 'Experiments', 'A change that we measure before we keep it', 'flask'],
    ['1003', 'Station', 'Stations', 'One docking station, from permit to opening', 'location-dot'],
  ] as const;
  for (const [id, name, namePlural, description, icon] of items) {
    const avatar = icon === null ? null : { source: 'fas', value: icon };
    state.customItems.put({ id, workspaceId: WORKSPACE_ID, name, namePlural, description, avatar });
  }
};
