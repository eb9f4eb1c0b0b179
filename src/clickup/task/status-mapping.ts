import { clickUpError } from '../../runtime/errors.js';
import { fold, matchName } from '../match-name.js';
import type { WireList, WireStatus, WireTask } from './model.js';

/** One status of a List that tasks leave, and its place in the List they go to. */
export interface StatusMapping {
  from: WireStatus;
  to: WireStatus;
}

export interface StatusMappingRequest {
  tasks: readonly WireTask[];
  sources: readonly WireList[];
  target: WireList;
  /** Status name in the old List -> status name in the new one. */
  wanted: Readonly<Record<string, string>>;
}

/**
 * Finds a place in the target List for every status that is in use: what `wanted` says, else the same name. Throws
 * with the statuses of both Lists when one has none, or when `wanted` names a status that does not exist.
 */
export function mapStatuses({ tasks, sources, target, wanted }: StatusMappingRequest) {
  const targets = target.statuses ?? [];
  const used = tasks.flatMap((task) => withSubtasks(task).flatMap(({ status }) => (status ? [status] : [])));
  const known = new Map(sources.map((list) => [list.id, statusesOf(list, tasks)]));
  checkKeys(wanted, [...[...known.values()].flat(), ...used], tasks.length);
  const chosen = new Map(
    Object.entries(wanted).map(([from, to]) => [fold(from), named(to, targets, target, `status_map.${from}`)]),
  );
  const place = ({ status }: WireStatus) =>
    chosen.get(fold(status)) ?? targets.find((candidate) => fold(candidate.status) === fold(status));
  const homeless = [...new Set(used.filter((status) => !place(status)).map(({ status }) => status))];
  if (homeless.length > 0) throw unmapped(homeless, target);

  const mappings = new Map(
    [...known].map(([listId, statuses]) => [
      listId,
      statuses.flatMap((from): StatusMapping[] => {
        const to = place(from);
        return to && to.id !== from.id ? [{ from, to }] : [];
      }),
    ]),
  );
  return { forList: (listId: string): StatusMapping[] => mappings.get(listId) ?? [] };
}

const withSubtasks = (task: WireTask): WireTask[] => [task, ...(task.subtasks ?? []).flatMap(withSubtasks)];

/** Statuses of a List, or those of its tasks where the List could not be read. */
function statusesOf(list: WireList, tasks: readonly WireTask[]): WireStatus[] {
  if (list.statuses) return list.statuses;
  const own = tasks.filter((task) => task.list.id === list.id).flatMap(withSubtasks);
  const byName = new Map(own.flatMap(({ status }) => (status ? [[fold(status.status), status] as const] : [])));
  return [...byName.values()];
}

/** A misspelt key would silently map nothing. */
function checkKeys(wanted: Readonly<Record<string, string>>, sources: readonly WireStatus[], moving: number): void {
  if (moving === 0) return;
  const distinct = new Map(sources.map((status) => [fold(status.status), { name: status.status }]));
  for (const from of Object.keys(wanted)) {
    matchName(from, [...distinct.values()], {
      parameter: 'status_map',
      noun: 'status',
      place: 'The List that the tasks leave',
    });
  }
}

function named(name: string, statuses: readonly WireStatus[], { name: list }: WireList, parameter: string): WireStatus {
  const candidates = statuses.map((status) => ({ id: status.id, name: status.status, status }));
  return matchName(name, candidates, { parameter, noun: 'status', place: `The List ${JSON.stringify(list)}` }).status;
}

function unmapped(homeless: readonly string[], { name, statuses = [] }: WireList) {
  const targets = statuses.map(({ status }) => status);
  const example = JSON.stringify({ [homeless[0] ?? '']: targets[0] ?? '' });
  return clickUpError(
    'INVALID_PARAMETER',
    `The List ${JSON.stringify(name)} has no status ${homeless.map((status) => JSON.stringify(status)).join(', ')}; nothing was moved`,
    {
      suggestion: `Say where they go with status_map, such as ${example}. It has: ${targets.join(', ')}.`,
      details: { parameter: 'status_map', unmapped_statuses: homeless, target_statuses: targets },
    },
  );
}
