import { readable, rows, unwrap } from '../api.js';
import type { Context } from '../context.js';
import { matchName, sameName } from '../match-name.js';
import { workspaceId } from '../workspace.js';

/** Pages of task templates that are looked through for a name. */
const mostPages = 10;

interface Template {
  id: string;
  name: string;
}

/** The id of the template of that name, of the kind that the tool creates from. */
export async function findNamedTemplate(ctx: Context, name: string, parameter: string): Promise<string> {
  const kind = /_(list|folder)_create$/.exec(ctx.call.toolName)?.[1] ?? 'task';
  const team_id = await workspaceId(ctx);
  const templates = await (kind === 'task' ? taskTemplates(ctx, team_id, name) : templatesOf(ctx, team_id, kind));
  const template = matchName(name, templates, { parameter, noun: `${kind} template`, place: 'The Workspace' });
  ctx.resolved(parameter, `${template.name} (${template.id})`);
  return template.id;
}

async function templatesOf(ctx: Context, team_id: string, kind: string): Promise<Template[]> {
  const params = { path: { team_id } };
  const answer = await unwrap(
    kind === 'list'
      ? ctx.api.GET('/v2/team/{team_id}/list_template', { params })
      : ctx.api.GET('/v2/team/{team_id}/folder_template', { params }),
  );
  return readable(ctx, rows(answer, 'templates'), 'templates').map(({ id, name }) => ({
    id: String(id),
    name: String(name),
  }));
}

/** Task templates up to the page that has the name; ClickUp says nothing of how many pages there are. */
async function taskTemplates(ctx: Context, team_id: string, name: string): Promise<Template[]> {
  const found: Template[] = [];
  for (let page = 0; page < mostPages; page++) {
    const params = { path: { team_id }, query: { page } };
    const answer = await unwrap(ctx.api.GET('/v2/team/{team_id}/taskTemplate', { params }));
    const templates = readable(ctx, rows(answer, 'templates'), 'templates');
    const fresh = templates.filter(({ id }) => !found.some((known) => known.id === id));
    found.push(...fresh);
    if (fresh.length === 0 || fresh.some((template) => sameName(template.name, name))) break;
  }
  return found;
}
