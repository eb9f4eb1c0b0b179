import { ClickUpError, clickUpError } from '../../runtime/errors.js';
import { nearest } from '../../runtime/nearest.js';
import { readable, rows, unwrap } from '../api.js';
import { statusesKey } from '../cache-keys.js';
import type { Context } from '../context.js';
import { fold, sameName } from '../match-name.js';
import type { ListStatuses } from './model.js';

/**
 * Makes a write that sets a status. When ClickUp refuses the status, the error names those that the List has; a dry run,
 * which ClickUp never sees, is checked against them beforehand.
 */
export async function namingStatuses<T>(
  ctx: Context,
  status: { name: string | undefined; parameter: string; listId: () => string | Promise<string> },
  write: (status: string | undefined) => Promise<T>,
): Promise<T> {
  if (status.name === undefined) return write(undefined);
  const wanted = { name: status.name, parameter: status.parameter };
  if (ctx.dryRun) {
    const list = await statusesOf(ctx, await status.listId());
    const meant = statusMeant(wanted.name, list);
    if (meant === undefined) throw noSuchStatus(wanted, list);
    return write(meant);
  }
  try {
    return await write(wanted.name);
  } catch (error) {
    if (!(error instanceof ClickUpError) || error.details?.ecode !== 'CRTSK_001') throw error;
    const list = await Promise.resolve(status.listId())
      .then((id) => statusesOf(ctx, id))
      .catch(() => undefined);
    // Refused for its status, the write has changed nothing, so that it can be sent once more with the right name.
    const meant = list && statusMeant(wanted.name, list);
    if (meant !== undefined && meant !== wanted.name) return write(meant);
    throw list ? noSuchStatus(wanted, list, error) : error;
  }
}

/** The status of the List that a name means: as it stands, else the only one that is the same without its emoji. */
function statusMeant(name: string, { statuses }: ListStatuses): string | undefined {
  if (statuses.some((known) => fold(known) === fold(name))) return name;
  const found = statuses.filter((known) => sameName(known, name));
  return found.length === 1 ? found[0] : undefined;
}

const statusesOf = (ctx: Context, list_id: string): Promise<ListStatuses> =>
  ctx.cache.get(statusesKey(list_id), async () => {
    const list = await unwrap(ctx.api.GET('/v2/list/{list_id}', { params: { path: { list_id } } }));
    return {
      id: list_id,
      name: list.name ?? list_id,
      statuses: readable(ctx, rows(list, 'statuses'), 'statuses').map(({ status }) => status ?? ''),
    };
  });

function noSuchStatus(
  { name, parameter }: { name: string; parameter: string },
  list: ListStatuses,
  cause?: ClickUpError,
): ClickUpError {
  const near = nearest(name, list.statuses);
  const has = `The List has: ${list.statuses.join(', ')}.`;
  return clickUpError('INVALID_PARAMETER', `List ${JSON.stringify(list.name)} has no status ${JSON.stringify(name)}`, {
    suggestion: near ? `Did you mean "${near}"? ${has}` : `Use one of its statuses. ${has}`,
    details: {
      parameter,
      value: name,
      allowed_values: list.statuses,
      ...(near && { nearest: near }),
      list_id: list.id,
      ...cause?.details,
    },
    cause,
  });
}
