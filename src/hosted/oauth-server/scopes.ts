import type { ToolEntry } from '../../runtime/tool.js';
import type { AccessConfig } from '../access/access-config.js';
import { type Method, methodOf } from '../access/methods.js';

/** What a client may ask for, and what it then may do. */
export const scopes: Readonly<Record<string, { methods: readonly Method[]; words: string }>> = {
  'clickup:read': { methods: ['read'], words: 'Read what you can read in this Workspace' },
  'clickup:write': { methods: ['write'], words: 'Create and change, but not delete' },
  'clickup:delete': { methods: ['delete'], words: 'Delete' },
  'clickup:admin': { methods: ['admin'], words: 'Decide who may see and do what' },
};

/** For clients that name none: they would be refused every call. */
export const usualScopes = ['clickup:read', 'clickup:write'] as const;

/** The scopes asked for that there are; `offline_access` and others are passed over. Undefined where none is left. */
export function readScopes(text: string | undefined): string[] | undefined {
  if (text === undefined || text.trim() === '') return [...usualScopes];
  const known = [...new Set(text.split(/\s+/).filter((scope) => Object.hasOwn(scopes, scope)))];
  return known.length > 0 ? known : undefined;
}

export const configOf = (granted: readonly string[]): AccessConfig => ({
  methods: granted.flatMap((scope) => scopes[scope]?.methods ?? []),
  // An app has no form in which somebody could choose.
  tags: ['standard', 'auth'],
  tools: [],
  spaces: [],
  folders: [],
  lists: [],
  retry: 'paced',
});

/** The scope without which a tool cannot be called. */
export function scopeOf(row: ToolEntry): string {
  const method = methodOf(row);
  if (method === 'get' || method === 'list') return 'clickup:read';
  if (method === 'create' || method === 'update') return 'clickup:write';
  return `clickup:${method}`;
}

/** The scopes that gave these methods. */
export const scopesOf = (chosen: readonly Method[]): string[] =>
  Object.entries(scopes).flatMap(([scope, { methods }]) =>
    methods.every((method) => chosen.includes(method)) ? [scope] : [],
  );
