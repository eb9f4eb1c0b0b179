import type { Context } from '../../clickup/context.js';
import { ClickUpError, invalidInput } from '../../runtime/errors.js';
import { isPlainObject } from '../../runtime/plain-object.js';
import { type ScopeKind, scopeKinds } from '../reports/scope.js';
import { addProject } from './project-registry.js';

interface Listed {
  alias: string | undefined;
  id: string;
  kind: ScopeKind | undefined;
}

/**
 * The projects of a file: what `export_mappings` gives, or a `project_map.json` of the published analytics server, in which aliases are
 * keys. Throws where it is neither.
 */
export function readProjects(text: string): Listed[] {
  const wrong = (message: string) =>
    invalidInput(message, {
      parameter: 'file',
      suggestion: 'Give a file of export_mappings, or a project_map.json: {"alias": {"id": "901", "type": "list"}}.',
    });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw wrong(`The file is no JSON: ${(error as Error).message}`);
  }
  const held = isPlainObject(parsed) ? (parsed.projects ?? parsed.mappings ?? parsed) : parsed;
  const rows: [string | undefined, unknown][] = Array.isArray(held)
    ? held.map((row) => [undefined, row])
    : Object.entries(isPlainObject(held) ? held : {});
  if (rows.length === 0) throw wrong('The file holds no projects');
  return rows.map(([key, row], index) => {
    if (!isPlainObject(row)) throw wrong(`${key ?? `projects[${index}]`} is no project`);
    const id = row.id ?? row.clickup_id ?? row[`${row.type}_id`];
    const [alias, type] = [row.alias ?? key ?? row.name, row.type ?? row.kind];
    if (typeof id !== 'string' && typeof id !== 'number') throw wrong(`${key ?? `projects[${index}]`} has no id`);
    const kind = scopeKinds.find((each) => each === type);
    return { alias: typeof alias === 'string' ? alias : undefined, id: String(id), kind };
  });
}

/** Adds them to the one registry, each by itself: one that is there already, overlaps or is unknown is told and left out. */
export async function importProjects(ctx: Context, text: string) {
  const added: object[] = [];
  const refused: { alias: string | undefined; id: string; reason: string; next_step: string }[] = [];
  for (const { alias, id, kind } of readProjects(text)) {
    try {
      added.push((await addProject(ctx, { place: id, kind, alias })).project);
    } catch (error) {
      if (!(error instanceof ClickUpError)) throw error;
      refused.push({ alias, id, reason: error.message, next_step: error.suggestion });
    }
  }
  return { added, refused };
}
