import { advice, type Text } from '../runtime/advice.js';
import { nearest } from '../runtime/nearest.js';
import { withTool } from './advice.js';
import { readable, rows, unwrap } from './api.js';
import { spaceTagsKey, timeLabelsKey } from './cache-keys.js';
import type { Context } from './context.js';
import { spaceOfList } from './location/list-facts.js';
import type { ListFacts } from './location/model.js';
import { fold } from './match-name.js';

/** The tags that a place has before a write; ClickUp creates any other without a word. */
export interface KnownTags {
  /** In the form in which ClickUp compares them. */
  names: Set<string>;
  /** "tags of Space Product": what the new ones are. */
  kind: string;
  undo: Text;
}

/** The tags of a Space; undefined where they cannot be read, because a warning is not worth a failed write. */
export async function tagsOfSpace(ctx: Context, space: ListFacts['space']): Promise<KnownTags | undefined> {
  if (!space) return undefined;
  const read = async () => {
    const params = { path: { space_id: space.id } };
    return namesOf(ctx, rows(await unwrap(ctx.api.GET('/v2/space/{space_id}/tag', { params })), 'tags'));
  };
  const names = await ctx.cache.get(spaceTagsKey(space.id), read).catch(() => undefined);
  const place = space.name === undefined ? space.id : `${JSON.stringify(space.name)} (${space.id})`;
  const undo = withTool('space.updateTags', (name) => ` If that was a mistake, ${name} deletes them.`);
  return names && { names, kind: `tags of Space ${place}`, undo };
}

/** The tags that tasks of a List can have, which are those of its Space. */
export const tagsOfList = async (ctx: Context, list_id: string): Promise<KnownTags | undefined> =>
  tagsOfSpace(ctx, await spaceOfList(ctx, list_id).catch(() => undefined));

/** The labels of time entries, which belong to the Workspace and are not the tags of its tasks. */
export async function labelsOfWorkspace(ctx: Context, team_id: string): Promise<KnownTags | undefined> {
  const read = async () => {
    const params = { path: { team_id } };
    return namesOf(ctx, rows(await unwrap(ctx.api.GET('/v2/team/{team_id}/time_entries/tags', { params })), 'data'));
  };
  const names = await ctx.cache.get(timeLabelsKey(team_id), read).catch(() => undefined);
  const undo = withTool('time.update', (name) => ` If that was a mistake, ${name} renames them (rename_tag).`);
  return names && { names, kind: 'labels of the Workspace', undo };
}

const namesOf = (ctx: Context, tags: readonly { name?: string }[]) =>
  new Set(readable(ctx, tags, 'tags', 'name').map(({ name }) => fold(name ?? '')));

/** The tags that the writes of one call bring into being. */
export class NewTags {
  private readonly found = new Map<string, { undo: Text; names: Map<string, string | undefined> }>();

  constructor(private readonly ctx: Pick<Context, 'dryRun' | 'note'>) {}

  /** Takes the tags of a write that went through. */
  add(known: KnownTags | undefined, tags: readonly string[] = []): void {
    if (!known) return;
    const { kind, undo } = known;
    const { names } = this.found.get(kind) ?? { names: new Map<string, string | undefined>() };
    for (const tag of tags.map(fold)) {
      if (known.names.has(tag) || names.has(tag)) continue;
      names.set(tag, nearest(tag, [...known.names]));
    }
    if (names.size > 0) this.found.set(kind, { undo, names });
    // A dry run creates nothing, so that the next call has to say it again.
    if (!this.ctx.dryRun) for (const name of names.keys()) known.names.add(name);
  }

  /** Names them, each with the tag that may have been meant. */
  tell(): void {
    for (const [kind, { undo, names }] of this.found) {
      const listed = [...names].map(
        ([name, near]) => JSON.stringify(name) + (near ? ` (near ${JSON.stringify(near)})` : ''),
      );
      const made = this.ctx.dryRun ? 'Would be created' : 'Created';
      this.ctx.note(advice`${made} as new ${kind}: ${listed.join(', ')}.${this.ctx.dryRun ? '' : undo}`);
    }
  }
}

/** Says which tags a single write brought into being. */
export function noteNewTags(
  ctx: Pick<Context, 'dryRun' | 'note'>,
  known: KnownTags | undefined,
  tags?: readonly string[],
) {
  const newTags = new NewTags(ctx);
  newTags.add(known, tags);
  newTags.tell();
}
