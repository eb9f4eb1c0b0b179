import { toolDenial } from '../../policy/tools.js';
import type { ToolEntry } from '../../runtime/tool.js';

/** What a link or key may do: groups, single methods, and `custom` for the tools that it names. */
export const methods = ['read', 'write', 'delete', 'admin', 'get', 'list', 'create', 'update', 'custom'] as const;

export type Method = (typeof methods)[number];

/** Every tool is of exactly one of these. */
type SingleMethod = 'get' | 'list' | 'create' | 'update' | 'delete' | 'admin';

const groups: Readonly<Record<Method, readonly SingleMethod[]>> = {
  read: ['get', 'list'],
  write: ['create', 'update'],
  delete: ['delete'],
  admin: ['admin'],
  get: ['get'],
  list: ['list'],
  create: ['create'],
  update: ['update'],
  custom: [],
};

/** Reads that answer with several of something. */
const lists = /^(list|search|find|query|resolve)|Hierarchy$/;

/** Writes after which there is something new. */
const creates = /^(create|duplicate|start|track|attach|send|invite|share)/;

const known = new WeakMap<ToolEntry, SingleMethod>();

/** The method of a tool; one that decides who may see or do what is of `admin`, whatever it is called. */
export function methodOf(row: ToolEntry): SingleMethod {
  const method = known.get(row) ?? methodRead(row);
  known.set(row, method);
  return method;
}

function methodRead(row: ToolEntry): SingleMethod {
  const { effect, sdk } = row;
  if (effect === 'read') return lists.test(sdk.method) ? 'list' : 'get';
  if (toolDenial({ effects: ['read', 'write', 'delete'] }, row)) return 'admin';
  if (effect === 'delete') return 'delete';
  return creates.test(sdk.method) ? 'create' : 'update';
}

/** The single methods that are meant. */
export function singleMethods(chosen: readonly Method[], writeDeletes: boolean): ReadonlySet<SingleMethod> {
  const meant = chosen.flatMap((method) => groups[method]);
  return new Set(writeDeletes && chosen.includes('write') ? [...meant, 'delete'] : meant);
}
