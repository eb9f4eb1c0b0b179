import type { TaskUpdateRelationshipsData, TaskUpdateRelationshipsInput } from '../../../generated/contracts.js';
import { unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import type { Id } from '../../clickup/references.js';
import { readTask } from '../../clickup/task/get-task.js';
import { taskIds } from '../../clickup/task/ids.js';
import type { WireTask } from '../../clickup/task/model.js';
import { clickUpError } from '../../runtime/errors.js';
import { applyChanges, type Change } from '../changes.js';

const relations = ['waiting_on', 'blocking', 'linked'] as const;
type Relation = (typeof relations)[number];
type Related = Partial<Record<Relation, readonly Id[]>>;

interface RelationshipRow {
  action: 'add' | 'remove';
  relation: Relation;
  task_id: string;
}

/** Adds and removes dependencies and links of one task; removals go first, so that a dependency can be turned round. */
export async function taskUpdateRelationships(
  ctx: Context,
  input: TaskUpdateRelationshipsInput,
): Promise<TaskUpdateRelationshipsData> {
  const task = await readTask(ctx, input.task_id);
  const removing = await rows(ctx, 'remove', input.remove);
  const adding = await rows(ctx, 'add', input.add);
  refuse(task, adding, removing);

  const present = presentRelations(task);
  const change = (row: RelationshipRow): Change<RelationshipRow> => {
    const there = present.has(key(row));
    if (row.action === 'remove') {
      return there
        ? { row, outcome: 'removed', send: () => disconnect(ctx, task.id, row) }
        : { row, outcome: 'was not there' };
    }
    return there
      ? { row, outcome: 'already there' }
      : { row, outcome: 'added', send: () => connect(ctx, task.id, row) };
  };
  const groups = [removing.map(change), adding.map(change)];
  return { task_id: task.id, ...(await applyChanges(ctx, groups, 'relationships')) };
}

async function rows(ctx: Context, action: 'add' | 'remove', related: Related = {}): Promise<RelationshipRow[]> {
  const found = new Map<string, RelationshipRow>();
  for (const relation of relations) {
    for (const task_id of await taskIds(ctx, related[relation] ?? [], `${action}.${relation}`)) {
      const row = { action, relation, task_id };
      found.set(key(row), row);
    }
  }
  return [...found.values()];
}

const key = ({ relation, task_id }: RelationshipRow) => `${relation} ${task_id}`;

/** One dependency record shows on both tasks: `task_id` waits, `depends_on` blocks. Links have no direction. */
function presentRelations({ id, dependencies = [], linked_tasks = [] }: WireTask): Set<string> {
  return new Set([
    ...dependencies.map(({ task_id, depends_on }) =>
      task_id === id ? `waiting_on ${depends_on}` : `blocking ${task_id}`,
    ),
    ...linked_tasks.map(({ task_id, link_id }) => `linked ${link_id === id ? task_id : link_id}`),
  ]);
}

function refuse(task: WireTask, adding: readonly RelationshipRow[], removing: readonly RelationshipRow[]): void {
  const all = [...adding, ...removing];
  if (all.length === 0) {
    throw clickUpError('MISSING_PARAMETER', 'Neither add nor remove names a task', {
      suggestion: 'Give add or remove, such as { "waiting_on": ["86c1x9k2p"] }.',
      details: { parameter: 'add' },
    });
  }
  const itself = all.find(({ task_id }) => task_id === task.id);
  if (itself) {
    throw invalid(`A task cannot be related to itself (${itself.relation})`, itself, 'Name another task.');
  }
  const taken = new Set(removing.map(key));
  const both = adding.find((row) => taken.has(key(row)));
  if (both)
    throw invalid(`${both.relation} ${both.task_id} is both added and removed`, both, 'Name it in one of the two.');
  const waiting = new Set(adding.filter(({ relation }) => relation === 'waiting_on').map(({ task_id }) => task_id));
  const circular = adding.find(({ relation, task_id }) => relation === 'blocking' && waiting.has(task_id));
  if (circular) {
    throw invalid(
      `The task cannot both wait on and block ${circular.task_id}`,
      circular,
      'Keep one direction: waiting_on when the other task comes first, blocking when this one does.',
    );
  }
}

const invalid = (message: string, { action, relation, task_id }: RelationshipRow, suggestion: string) =>
  clickUpError('INVALID_PARAMETER', message, {
    suggestion,
    details: { parameter: `${action}.${relation}`, value: task_id },
  });

const dependency = (relation: 'waiting_on' | 'blocking', other: string) =>
  relation === 'waiting_on' ? { depends_on: other } : { dependency_of: other };

function connect(ctx: Context, id: string, { relation, task_id }: RelationshipRow): Promise<unknown> {
  if (relation === 'linked') {
    const path = { task_id: id, links_to: task_id };
    return unwrap(ctx.api.POST('/v2/task/{task_id}/link/{links_to}', { params: { path } }));
  }
  const body = dependency(relation, task_id);
  return unwrap(ctx.api.POST('/v2/task/{task_id}/dependency', { params: { path: { task_id: id } }, body }));
}

function disconnect(ctx: Context, id: string, { relation, task_id }: RelationshipRow): Promise<unknown> {
  if (relation === 'linked') {
    const path = { task_id: id, links_to: task_id };
    return unwrap(ctx.api.DELETE('/v2/task/{task_id}/link/{links_to}', { params: { path } }));
  }
  const query = dependency(relation, task_id);
  return unwrap(ctx.api.DELETE('/v2/task/{task_id}/dependency', { params: { path: { task_id: id }, query } }));
}
