import type { Context } from '../clickup/context.js';
import type { PlannedChange, PlannedRequest, RateLimit, WritePlan } from '../runtime/envelope.js';
import type { Router } from '../runtime/router.js';
import { nameIn } from './record.js';
import type { Reads, Row, Sent, Wire } from './row.js';
import { sentOf } from './sent.js';
import { type Shown, short, showing } from './show.js';
import { rowFor } from './table/index.js';

interface PlanDeps {
  readonly ctx: Context;
  readonly reads: Reads;
  readonly router: Router;
  /** Objects whose state is read, at most. */
  readonly mostRead: number;
}

/** What a plan was made against: of each thing, what is there now of that which would change. */
export type State = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What one request does, in words. */
interface Effect {
  readonly action: string;
  readonly noun: string;
  /** By name and id. */
  readonly target: string;
  readonly changes: readonly Omit<PlannedChange, 'action' | 'target'>[];
  readonly lost: readonly string[];
  /** What is not taken back, and why. */
  readonly final?: string;
  readonly isRead: boolean;
  /** How it can be read next time. */
  readonly unread?: string | undefined;
}

/** Says what requests would change, field by field, against what is there now. */
export async function planOf(
  requests: readonly PlannedRequest[],
  deps: PlanDeps,
): Promise<{ plan: WritePlan; state: State; notes: string[] }> {
  const shown = showing(deps.ctx, deps.reads);
  const effects = await Promise.all(
    requests.map((request, index) => effectOf(request, index < deps.mostRead, deps, shown)),
  );
  const unread = effects.filter(({ isRead }) => !isRead);
  const how = [...new Set(unread.flatMap((effect) => effect.unread ?? []))].map((step) => `: ${step}`).join('');
  const cannot = [
    ...new Set(
      effects.flatMap(({ final, action, noun }) => (final === undefined ? [] : [`${action} ${noun}: ${final}`])),
    ),
  ];
  const seconds = secondsFor(requests.length, deps.ctx.call.rateLimit, deps.ctx.now());
  return {
    plan: {
      changes: grouped(effects),
      ...(cannot.length > 0 && { cannot_undo: cannot }),
      api_calls: requests.length,
      ...(seconds !== undefined && { seconds }),
    },
    state: stateOf(effects),
    notes:
      unread.length > 0
        ? [`What is there now could not be read for ${unread.length} of ${effects.length} requests${how}.`]
        : [],
  };
}

async function effectOf(
  request: PlannedRequest,
  mayRead: boolean,
  { ctx, reads, router }: PlanDeps,
  shown: Shown,
): Promise<Effect> {
  const sent = sentOf(request, router);
  const row = sent && rowFor(sent.id);
  if (!row) {
    return { action: request.method, noun: request.path, target: request.path, changes: [], lost: [], isRead: false };
  }
  const object = mayRead ? await row.read?.(sent, reads) : undefined;
  const changes = row.changes(sent, object).filter(({ before, after }) => !isEqual(before, after));
  const said = await Promise.all(
    changes.map(async ({ name, kind, before, after }) => {
      const [from, to] = await Promise.all([shown.value(kind, before), shown.value(kind, after)]);
      const isNew = row.verb === 'create' || row.verb === 'start';
      return {
        field: name,
        ...(from !== undefined && !(isNew && before === undefined) && { from }),
        ...(to !== undefined && { to }),
      };
    }),
  );
  const isUnchanged = object !== undefined && row.changes(sent, object).length > 0 && changes.length === 0;
  const inverse =
    row.final === undefined ? row.inverse(sent, object, undefined, { isDay: () => false }) : { none: row.final };
  // What was not looked at may well be there when it is written.
  const isUnseen = !object && row.read !== undefined && (!mayRead || isOfDryRun(sent));
  const final =
    'none' in inverse ? (isUnseen && row.final === undefined ? undefined : inverse.none) : inverse.except?.join('; ');
  return {
    action: row.verb,
    noun: row.noun,
    target: await targetOf(row, sent, object, { ctx, reads }),
    changes: isUnchanged
      ? [{ field: 'nothing: it is so already' }]
      : said.filter(({ field }) => field !== 'name' || row.verb !== 'create'),
    lost: mayRead ? ((await row.loses?.(sent, object, reads)) ?? []) : [],
    ...(final && { final }),
    isRead: object !== undefined || row.read === undefined || isOfDryRun(sent),
    ...(mayRead && { unread: row.unread }),
  };
}

const isOfDryRun = ({ path }: Sent) => Object.values(path).some((id) => /^dry-run(-\d+)?$/.test(id));

/** What a request is about: `task "Fix login" (86c1x9k2p)`, and of what is made where it will lie. */
async function targetOf(
  row: Row,
  sent: Sent,
  object: Wire | undefined,
  { reads }: Pick<PlanDeps, 'ctx' | 'reads'>,
): Promise<string> {
  const name = row.name?.(sent, object) ?? nameIn(object);
  const called = `${row.noun}${name === undefined ? '' : ` ${JSON.stringify(short(name))}`}`;
  if (row.verb === 'create') return `${called}${await placeOf(sent, reads)}`;
  const id = row.target?.(sent, object) ?? (row.target ? undefined : Object.values(sent.path).at(-1));
  return id === undefined || isOfDryRun(sent) ? called : `${called} (${id})`;
}

/** Where something is made. */
async function placeOf(sent: Sent, reads: Reads): Promise<string> {
  const { list_id, folder_id, space_id, task_id, goal_id } = sent.path;
  if (isOfDryRun(sent)) return '';
  const said = (noun: string, found: Wire | undefined, id: string) =>
    ` in ${noun} ${nameIn(found) ? JSON.stringify(nameIn(found)) : id}`;
  if (list_id !== undefined) return said('List', await reads.get('GetList', { list_id }), list_id);
  if (folder_id !== undefined) return said('Folder', await reads.get('GetFolder', { folder_id }), folder_id);
  if (space_id !== undefined) return said('Space', await reads.get('GetSpace', { space_id }), space_id);
  if (task_id !== undefined) return said('task', await reads.get('GetTask', { task_id }), task_id);
  return goal_id === undefined ? '' : ` in goal ${goal_id}`;
}

const isEqual = (a: unknown, b: unknown): boolean => a !== undefined && JSON.stringify(a) === JSON.stringify(b);

/** Names that a group of equal changes tells. */
const mostNamed = 10;

/** Equal changes of several things as one. */
function grouped(effects: readonly Effect[]): PlannedChange[] {
  const groups = new Map<string, { change: Omit<PlannedChange, 'target'>; noun: string; targets: string[] }>();
  for (const { action, noun, target, changes, lost } of effects) {
    const rows = changes.length > 0 ? changes : [{}];
    for (const [index, row] of rows.entries()) {
      const change = { action, ...row, ...(index === 0 && lost.length > 0 && { lost: lost.join(', ') }) };
      const key = JSON.stringify([noun, change]);
      const group = groups.get(key) ?? { change, noun, targets: [] };
      group.targets.push(target);
      groups.set(key, group);
    }
  }
  return [...groups.values()].map(({ change: { action, ...rest }, noun, targets }) => ({
    action,
    target: together(noun, targets),
    ...rest,
  }));
}

function together(noun: string, targets: readonly string[]): string {
  if (targets.length === 1) return targets[0]!;
  const names = targets
    .slice(0, mostNamed)
    .map((target) => (target.startsWith(`${noun} `) ? target.slice(noun.length + 1) : target));
  const more = targets.length - names.length;
  return `${targets.length} ${severalOf(noun)}: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

const severalOf = (noun: string) => (noun.endsWith('s') ? noun : noun.replace(/y?$/, (end) => (end ? 'ies' : 's')));

/** By what is changed: its fields as they are now. */
function stateOf(effects: readonly Effect[]): State {
  const state: Record<string, Record<string, string>> = {};
  for (const { action, target, changes, lost, isRead } of effects) {
    const key = `${action} ${target}`;
    const fields = state[key] ?? {};
    state[key] = fields;
    if (!isRead) continue;
    for (const { field, from } of changes) if (field !== undefined) fields[field] = from ?? '';
    if (lost.length > 0) fields['what would be lost'] = lost.join(', ');
  }
  return state;
}

/** A window of ClickUp's limit: https://developer.clickup.com/docs/rate-limits */
const windowSeconds = 60;
/** Requests that are answered in a second, side by side; an estimate. */
const perSecond = 25;

/** About how long so many requests take under the limit as it is; undefined where it is not known. */
export function secondsFor(count: number, limit: RateLimit | undefined, now: number): number | undefined {
  if (!limit) return undefined;
  const sending = Math.ceil(count / perSecond);
  const late = count - Math.max(0, limit.remaining);
  if (late <= 0 || limit.limit <= 0) return sending;
  const first = Math.min(windowSeconds, Math.max(0, Math.ceil((limit.reset_at - now) / 1000)));
  return first + windowSeconds * Math.floor((late - 1) / limit.limit) + sending;
}
