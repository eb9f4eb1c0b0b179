import { ClickUpError, clickUpError } from '../../runtime/errors.js';
import { nearest } from '../../runtime/nearest.js';
import type { Context } from '../context.js';
import { listFacts } from '../location/list-facts.js';
import type { ListFacts, Statuses } from '../location/model.js';
import { statusMeant } from '../location/statuses.js';

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
    const list = await listFacts(ctx, await status.listId());
    const meant = statusMeant(wanted.name, list.statuses);
    if (meant === undefined) throw noStatusOfList(wanted, list);
    return write(meant);
  }
  try {
    return await write(wanted.name);
  } catch (error) {
    if (!(error instanceof ClickUpError) || error.details?.ecode !== 'CRTSK_001') throw error;
    const list = await Promise.resolve(status.listId())
      .then((id) => listFacts(ctx, id))
      .catch(() => undefined);
    // Refused for its status, the write has changed nothing, so that it can be sent once more with the right name.
    const meant = list && statusMeant(wanted.name, list.statuses);
    if (meant !== undefined && meant !== wanted.name) return write(meant);
    throw list ? noStatusOfList(wanted, list, error) : error;
  }
}

const noStatusOfList = (wanted: WantedStatus, { id, name, statuses }: ListFacts, cause?: ClickUpError) =>
  noSuchStatus(wanted, { place: `List ${JSON.stringify(name)}`, names: statuses }, { list_id: id, cause });

interface WantedStatus {
  name: string;
  parameter: string;
}

/** Names the statuses that there are, and the one that is nearest. */
export function noSuchStatus(
  { name, parameter }: WantedStatus,
  { place, names }: Pick<Statuses, 'place' | 'names'>,
  { cause, ...details }: { list_id?: string; cause?: ClickUpError | undefined } = {},
): ClickUpError {
  const near = nearest(name, names);
  const has = `There ${names.length === 1 ? 'is' : 'are'}: ${names.join(', ')}.`;
  return clickUpError('INVALID_PARAMETER', `${place} has no status ${JSON.stringify(name)}`, {
    suggestion: near ? `Did you mean "${near}"? ${has}` : `Use one of its statuses. ${has}`,
    details: {
      parameter,
      value: name,
      allowed_values: names,
      ...(near && { nearest: near }),
      ...details,
      ...cause?.details,
    },
    cause,
  });
}
