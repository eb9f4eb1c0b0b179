import { levelName } from '../clickup/access/levels.js';
import type { Context } from '../clickup/context.js';
import { formatDuration } from '../clickup/dates/durations.js';
import { placeOf } from '../clickup/doc/model.js';
import { nameOf } from '../clickup/people/members.js';
import { priorities } from '../clickup/task/priorities.js';
import { taskTypeName } from '../clickup/task/task-types.js';
import { isPlainObject } from '../runtime/plain-object.js';
import { readObject } from './read-object.js';
import { nameIn } from './record.js';
import type { Kind, Reads } from './row.js';

/** More of a text is in the request. */
const longest = 120;

/** Values in words: people, Lists and tasks by name, dates in the zone in which they are read. */
export interface Shown {
  /** Undefined for what is not known; `none` for nothing. */
  value(kind: Kind, value: unknown): Promise<string | undefined>;
}

export const short = (text: string): string =>
  text.length > longest ? `${text.slice(0, longest)}... (${text.length} characters)` : text;

/** Shows values for one call. */
export function showing(ctx: Context, reads: Reads): Shown {
  const named = async (word: string | undefined, id: string): Promise<string> => {
    const name = nameIn(await readObject(reads, word, id));
    return name === undefined ? id : `${JSON.stringify(short(name))} (${id})`;
  };
  /** Who may do what: `Samuel Okafor: read`. */
  const access = async (value: unknown): Promise<string> => {
    const { kind, id, permission_level } = isPlainObject(value) ? value : {};
    const who = kind === 'user' ? await nameOf(ctx, Number(id)) : `Team ${String(id)}`;
    return `${who}: ${levelName(permission_level)}`;
  };
  /** What a Doc or a channel is in: a type, in words or as a number, and an id. */
  const place = async (value: unknown): Promise<string> => {
    const { type, id } = isPlainObject(value) ? value : {};
    const word = typeof type === 'number' ? placeOf(type) : String(type);
    if (word === 'everything' || word === 'workspace') return 'the Workspace';
    return `${word?.replace(/^./, (letter) => letter.toUpperCase())} ${await named(word, String(id))}`;
  };
  const one = async (kind: Kind, value: unknown): Promise<string> => {
    const id = isPlainObject(value) ? String(value.id ?? '') : String(value);
    switch (kind) {
      case 'date':
        return (await ctx.times()).day(value) ?? id;
      case 'duration':
        return formatDuration(Number(value));
      case 'priority':
        return Object.entries(priorities).find(([, number]) => number === Number(value))?.[0] ?? id;
      case 'person':
      case 'people':
        return nameOf(ctx, Number(id));
      case 'task':
      case 'list':
        return named(kind, id);
      case 'access':
        return access(value);
      case 'place':
        return place(value);
      case 'type':
        return (await taskTypeName(ctx, Number(value))) ?? 'Task';
      default:
        return typeof value === 'string' ? short(value) : short(JSON.stringify(value) ?? '');
    }
  };
  return {
    async value(kind, value) {
      if (value === undefined) return undefined;
      const isNothing = value === null || value === '' || (Array.isArray(value) && value.length === 0);
      if (isNothing) return 'none';
      if (!Array.isArray(value)) return one(kind, value);
      return short((await Promise.all(value.map((item) => one(kind, item)))).join(', '));
    },
  };
}
