import type { TimeUpdateData, TimeUpdateInput } from '../../../generated/contracts.js';
import { withTool } from '../../clickup/advice.js';
import { omitUndefined, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { fold } from '../../clickup/match-name.js';
import { labelsOfWorkspace, noteNewTags } from '../../clickup/new-tags.js';
import { objectId } from '../../clickup/references.js';
import { taskId } from '../../clickup/task/ids.js';
import { withSeparateTags } from '../../clickup/task/tag-names.js';
import type { TimeEntry } from '../../clickup/time/entries.js';
import { noSuchEntry, oneEntry } from '../../clickup/time/one-entry.js';
import { renameLabel } from '../../clickup/time/rename-label.js';
import { readSpan } from '../../clickup/time/span.js';
import { workspaceId } from '../../clickup/workspace.js';
import { advice } from '../../runtime/advice.js';
import { clickUpError, invalidInput } from '../../runtime/errors.js';
import { requireArgument } from '../arguments.js';
import { partialFailure } from '../partial-failure.js';

const fields = ['start', 'end', 'duration', 'task_id', 'description', 'billable', 'tags'] as const;

/** Corrects one time entry, or renames a label everywhere. */
export async function timeUpdate(ctx: Context, input: TimeUpdateInput): Promise<TimeUpdateData> {
  const changed = fields.filter((field) => (field === 'tags' ? asksForLabels(input.tags) : input[field] !== undefined));
  if (input.rename_tag !== undefined || input.new_tag !== undefined) {
    if (changed.length > 0 || input.time_entry_id !== undefined) throw renameAlone(changed[0] ?? 'time_entry_id');
    const names = [requireArgument(input, 'rename_tag'), requireArgument(input, 'new_tag')] as const;
    return { renamed: await renameLabel(ctx, await workspaceId(ctx), ...names) };
  }
  const timer_id = objectId('time_entry', requireArgument(input, 'time_entry_id'), 'time_entry_id');
  if (changed.length === 0) throw nothingToDo();
  const team_id = await workspaceId(ctx);
  return { entry: await ctx.project('time_entry', await changeEntry(ctx, team_id, timer_id, input)) };
}

async function changeEntry(
  ctx: Context,
  team_id: string,
  timer_id: string,
  input: TimeUpdateInput,
): Promise<TimeEntry> {
  const before = await oneEntry(ctx, team_id, timer_id);
  const [span, tid] = await Promise.all([newSpan(ctx, before, input), taskId(ctx, input.task_id, 'task_id')]);
  const wanted = input.tags && withSeparateTags(ctx, input.tags, ['set', 'add', 'remove'], 'tags.');
  const labels = labelChanges(before, wanted);
  const known = labels.add.length > 0 ? await labelsOfWorkspace(ctx, team_id) : undefined;
  const body = omitUndefined({ ...span, tid, description: input.description, billable: input.billable });
  const writes = Object.keys(body).length > 0;
  if (writes) {
    const params = { path: { team_id, timer_id } };
    const { data } = await unwrap(ctx.api.PUT('/v2/team/{team_id}/time_entries/{timer_id}', { params, body }));
    if (!data) throw noSuchEntry(timer_id);
  }
  const labelled = writeLabels(ctx, team_id, timer_id, labels);
  await (writes ? labelled.catch((error) => Promise.reject(partialFailure(error, changedOnly))) : labelled);
  noteNewTags(ctx, known, labels.add);
  return ctx.dryRun ? before : oneEntry(ctx, team_id, timer_id);
}

/** ClickUp takes start and end only together, so the one that is not given is the one there is. */
async function newSpan(ctx: Context, before: TimeEntry, input: TimeUpdateInput) {
  const { start, end, duration } = input;
  if (start === undefined && end === undefined && duration === undefined) return undefined;
  if (before.running && end === undefined && duration === undefined) throw stillRunning(before.id);
  return readSpan(
    ctx,
    { start, end, duration },
    { start: before.start, ...(!before.running && { end: Number(before.end) }) },
  );
}

/** False for `{}` and for empty lists of changes; an empty `set` takes all labels off. */
const asksForLabels = ({ set, add = [], remove = [] }: NonNullable<TimeUpdateInput['tags']> = {}) =>
  set !== undefined || add.length > 0 || remove.length > 0;

interface LabelChanges {
  add: string[];
  remove: string[];
}

/** `set` becomes a difference: the values of `tag_action` are not documented, the label routes are. */
function labelChanges({ tags }: TimeEntry, wanted: TimeUpdateInput['tags']): LabelChanges {
  const { set, add = [], remove = [] } = wanted ?? {};
  if (set && (add.length > 0 || remove.length > 0)) {
    throw invalidInput('tags gives both an exact list and changes to it', {
      parameter: 'tags',
      suggestion: 'Use set alone, or add and remove.',
    });
  }
  const present = (tags ?? []).map(({ name }) => name);
  if (!set) return { add: [...add], remove: [...remove] };
  const isIn = (names: readonly string[], name: string) => names.some((each) => fold(each) === fold(name));
  return { add: set.filter((name) => !isIn(present, name)), remove: present.filter((name) => !isIn(set, name)) };
}

async function writeLabels(
  ctx: Context,
  team_id: string,
  timer_id: string,
  { add, remove }: LabelChanges,
): Promise<void> {
  const params = { path: { team_id } };
  const body = (names: readonly string[]) => ({ time_entry_ids: [timer_id], tags: names.map((name) => ({ name })) });
  const path = '/v2/team/{team_id}/time_entries/tags';
  if (add.length > 0) await unwrap(ctx.api.POST(path, { params, body: body(add) }));
  if (remove.length > 0) await unwrap(ctx.api.DELETE(path, { params, body: body(remove) }));
}

// Labels are added before others are removed, so some of them may be as asked.
const changedOnly = { done: 'The entry was changed', rest: 'all of its labels', details: { changed: true } };

const renameAlone = (other: string) =>
  invalidInput(`rename_tag changes a label on all entries and does not go with ${other}`, {
    parameter: other,
    suggestion: 'Make two calls: one for the entry, one for rename_tag and new_tag.',
  });

const nothingToDo = () =>
  invalidInput('Nothing to change is given', {
    code: 'MISSING_PARAMETER',
    parameter: 'description',
    suggestion: `Give at least one of ${fields.join(', ')}.`,
  });

const stillRunning = (id: string) =>
  clickUpError('INVALID_PARAMETER', `The timer ${id} is still running, so its start cannot change yet`, {
    suggestion: advice`Stop it${withTool('time.stop', (name) => ` with ${name}`)} first, or give end or duration as well.`,
    details: { parameter: 'start' },
  });
