import type { Rows } from './policy-oracle.js';

/** The ids that there are, by the kind of thing, and of each id its kind. */
export function idPools(rows: Rows) {
  const kinds = [
    'spaces',
    'folders',
    'lists',
    'tasks',
    'comments',
    'checklists',
    'checklistItems',
    'views',
    'docs',
    'pages',
    'channels',
    'messages',
    'goals',
    'keyResults',
    'timeEntries',
    'fields',
    'users',
    'groups',
    'workspaces',
    'templates',
  ];
  const pools = new Map(kinds.map((kind) => [kind, (rows[kind] ?? []).map(({ id }) => id)]));
  const kindOf = new Map([...pools].flatMap(([kind, ids]) => ids.map((id) => [id, kind] as const)));
  for (const { customId, id } of rows.tasks as readonly { id: string; customId?: string }[]) {
    if (customId) kindOf.set(customId, kindOf.get(id)!);
  }
  return { pools, kindOf };
}

export type IdPools = ReturnType<typeof idPools>;

/** The same value with each id in it replaced by another of its kind, mostly. */
export function withOtherIds(value: unknown, { pools, kindOf }: IdPools, pick: (most: number) => number): unknown {
  const replaced = (text: string): string => {
    const ids = pools.get(kindOf.get(text) ?? '');
    return ids && ids.length > 0 && pick(4) > 0 ? ids[pick(ids.length)]! : text;
  };
  if (typeof value === 'string') return replaced(value);
  if (typeof value === 'number') {
    const other = replaced(String(value));
    return /^\d{1,15}$/.test(other) ? Number(other) : value;
  }
  if (Array.isArray(value)) return value.map((item) => withOtherIds(item, { pools, kindOf }, pick));
  if (typeof value !== 'object' || value === null || value instanceof FormData) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withOtherIds(item, { pools, kindOf }, pick)]),
  );
}
