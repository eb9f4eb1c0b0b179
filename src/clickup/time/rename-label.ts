import { invalidInput } from '../../runtime/errors.js';
import { readable, rows, unwrap } from '../api.js';
import type { Context } from '../context.js';
import { fold, matchName } from '../match-name.js';

/** Renames a label on all time entries of a Workspace; its colours stay. Gives the new name. */
export async function renameLabel(ctx: Context, team_id: string, name: string, newName: string): Promise<string> {
  const params = { path: { team_id } };
  const answer = await unwrap(ctx.api.GET('/v2/team/{team_id}/time_entries/tags', { params }));
  const data = readable(ctx, rows(answer, 'data'), 'labels', 'name');
  const label = matchName(name, data, { parameter: 'rename_tag', noun: 'label', place: 'The Workspace' });
  const new_name = newName.trim();
  if (new_name === '') throw refuse(newName, 'new_tag is empty', 'Give the new name of the label.');
  // A second label of that name would swallow the first without a way back.
  if (data.some((other) => other !== label && fold(other.name) === fold(new_name))) {
    throw refuse(
      newName,
      `There is a label ${JSON.stringify(new_name)} already`,
      'Choose another name, or relabel the entries one by one.',
    );
  }
  // The API insists on both colours; without them it would repaint the label.
  const body = { name: label.name, new_name, tag_bg: label.tag_bg ?? '#000000', tag_fg: label.tag_fg ?? '#000000' };
  await unwrap(ctx.api.PUT('/v2/team/{team_id}/time_entries/tags', { params, body }));
  return new_name;
}

const refuse = (value: unknown, message: string, suggestion: string) =>
  invalidInput(message, { parameter: 'new_tag', value, suggestion });
