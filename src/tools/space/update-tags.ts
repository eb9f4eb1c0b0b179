import type { SpaceUpdateTagsData, SpaceUpdateTagsInput } from '../../../generated/contracts.js';
import { withTool } from '../../clickup/advice.js';
import { readable, rows, unwrap } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { planTagChanges, type TagColors, type TagPlan } from '../../clickup/location/tag-plan.js';
import { fold, matchName } from '../../clickup/match-name.js';
import { objectId } from '../../clickup/references.js';
import { advice } from '../../runtime/advice.js';
import { unconfirmed } from '../../runtime/confirmation.js';
import { clickUpError } from '../../runtime/errors.js';
import { applyChanges, type Change } from '../changes.js';

interface TagRow {
  action: 'create' | 'update' | 'delete';
  tag: string;
}

/** Creates, then changes, then deletes tags of a Space. Every name is checked before anything is sent. */
export async function spaceUpdateTags(ctx: Context, input: SpaceUpdateTagsInput): Promise<SpaceUpdateTagsData> {
  const space_id = objectId('space', input.space_id, 'space_id');
  const plan = planTagChanges(input);
  if (plan.delete.length > 0 && input.confirm !== 'yes' && !ctx.dryRun) throw deletesTags(plan.delete);
  const present = await readTags(ctx, space_id);
  const groups = changesOf(ctx, space_id, plan, present);
  const { results, counts } = await applyChanges(ctx, groups, 'tags');
  if (ctx.dryRun) return { space_id, results, counts };

  const tags = await readTags(ctx, space_id);
  noteDifferences(ctx, plan, results, tags);
  const touched = new Set(results.map(({ tag }) => fold(tag)));
  const changed = tags.filter(({ name }) => touched.has(fold(name)));
  return { space_id, results, counts, tags: await ctx.projectAll('tag', changed) };
}

/** A tag as the Space lists it. */
interface WireTag {
  name: string;
  tag_fg: string;
  tag_bg: string;
}

async function readTags(ctx: Context, space_id: string): Promise<WireTag[]> {
  const answer = await unwrap(ctx.api.GET('/v2/space/{space_id}/tag', { params: { path: { space_id } } }));
  return readable(ctx, rows(answer, 'tags'), 'tags', 'name').map(({ name, tag_fg, tag_bg }) => ({
    name: String(name),
    tag_fg: tag_fg ?? defaults.foreground,
    tag_bg: tag_bg ?? defaults.background,
  }));
}

/** Colours of a new tag that names none: ClickUp refuses tags without. */
const defaults = { foreground: '#ffffff', background: '#5f55ee' } as const;

function changesOf(ctx: Context, space_id: string, plan: TagPlan, present: readonly WireTag[]): Change<TagRow>[][] {
  const find = (name: string) => present.find((tag) => fold(tag.name) === name);
  const path = (name: string) => ({ params: { path: { space_id, tag_name: name } } });
  const creations = plan.create.map(({ name, colors }): Change<TagRow> => {
    const tag = {
      name,
      tag_fg: colors.foreground ?? defaults.foreground,
      tag_bg: colors.background ?? defaults.background,
    };
    const send = () =>
      unwrap(ctx.api.POST('/v2/space/{space_id}/tag', { params: { path: { space_id } }, body: { tag } }));
    const exists = find(name) !== undefined;
    return {
      row: { action: 'create', tag: name },
      outcome: exists ? 'already there' : 'created',
      ...(!exists && { send }),
    };
  });
  const updates = plan.update.map(({ name, newName, colors }): Change<TagRow> => {
    const old = matchName(name, present, { parameter: 'update', noun: 'tag', place: 'The Space' });
    const taken = newName !== undefined && newName !== name && find(newName) !== undefined;
    if (taken) throw nameTaken(newName);
    // A PUT replaces the tag, and its colours have other names than everywhere else.
    const tag = {
      name: newName ?? name,
      fg_color: colors.foreground ?? old.tag_fg,
      bg_color: colors.background ?? old.tag_bg,
    };
    const send = () => unwrap(ctx.api.PUT('/v2/space/{space_id}/tag/{tag_name}', { ...path(old.name), body: { tag } }));
    const renamed = newName !== undefined && newName !== fold(old.name);
    const outcome = renamed ? `renamed from ${old.name}, on every task` : 'updated';
    return { row: { action: 'update', tag: newName ?? name }, outcome, send };
  });
  const deletions = plan.delete.map((name): Change<TagRow> => {
    const old = find(name);
    const send = () => unwrap(ctx.api.DELETE('/v2/space/{space_id}/tag/{tag_name}', path(old?.name ?? name)));
    return { row: { action: 'delete', tag: name }, outcome: old ? 'deleted' : 'was not there', ...(old && { send }) };
  });
  return [creations, updates, deletions];
}

/** ClickUp shows tags with a short delay and has been seen to ignore colours; both look like success. */
function noteDifferences(
  ctx: Context,
  plan: TagPlan,
  results: readonly (TagRow & { status: string })[],
  tags: readonly WireTag[],
) {
  const done = new Set(results.filter(({ status }) => status === 'succeeded').map(({ tag }) => tag));
  const wanted = [
    ...plan.create,
    ...plan.update.map(({ name, newName, colors }) => ({ name: newName ?? name, colors })),
  ];
  const differing = wanted.filter(({ name, colors }) => {
    const tag = tags.find((each) => fold(each.name) === name);
    return done.has(name) && (!tag || differs(colors, tag));
  });
  if (differing.length === 0) return;
  const names = differing.map(({ name }) => JSON.stringify(name)).join(', ');
  ctx.note(
    `ClickUp accepted ${names} but does not show it as asked: tags appear with a delay, and existing or new colours may be kept.`,
  );
}

const differs = ({ foreground, background }: TagColors, tag: WireTag) =>
  (foreground !== undefined && foreground !== fold(tag.tag_fg)) ||
  (background !== undefined && background !== fold(tag.tag_bg));

/** What the trash keeps: https://help.clickup.com/hc/en-us/articles/6311742742423-Restore-items-from-the-Trash */
const deletesTags = (names: readonly string[]) => {
  const [subject, object] = names.length === 1 ? ['a tag', 'it'] : [`${names.length} tags`, 'them'];
  const message = `Deleting ${subject} takes ${object} off every task; ClickUp's trash keeps ${object} for 30 days`;
  return unconfirmed(message, { delete: names });
};

const nameTaken = (name: string) =>
  clickUpError('INVALID_PARAMETER', `The Space already has a tag ${JSON.stringify(name)}`, {
    suggestion: advice`Choose another new_name. Tags cannot be merged: tag the tasks${withTool('task.updateTags', (tag) => ` with ${tag}`)}, then delete the old one.`,
    details: { parameter: 'update', value: name },
  });
