import { type Context, param, type Routes, requireText } from '../context.js';
import { addFolder, folderName, parentFolder } from '../domain/folder-create.js';
import { addList, listName } from '../domain/list-create.js';
import { findFolder, findList, findSpace, findWorkspace } from '../domain/locate.js';
import { copyTask, fillList } from '../domain/template-copy.js';
import { apiError, notAuthorized } from '../errors.js';
import { presentFolder, presentList } from '../present/places.js';
import { presentTask } from '../present/task.js';
import type { ListRow, TemplateRow } from '../state/places.js';

/** Templates on one page of the task templates. */
const PER_PAGE = 100;

function templatesOf(ctx: Context, kind: TemplateRow['kind']): TemplateRow[] {
  const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
  return ctx.state.templates.by('workspace', workspace.id).filter((template) => template.kind === kind);
}

const present = (templates: readonly TemplateRow[]) => ({ templates: templates.map(({ id, name }) => ({ id, name })) });

function findTemplate(ctx: Context, kind: TemplateRow['kind']): TemplateRow {
  const template = ctx.state.templates.get(param(ctx, 'template_id'));
  if (!template || template.kind !== kind || !ctx.token.workspaceIds.includes(template.workspaceId))
    throw notAuthorized();
  return template;
}

/** With `return_immediately` (the default) the answer has the id alone. */
function answer(ctx: Context, id: string, whole: () => object): object {
  const options = ctx.body.options as { return_immediately?: unknown } | undefined;
  return options?.return_immediately === false ? whole() : { id };
}

function listFromTemplate(ctx: Context, spaceId: string, folderId: string | null): object {
  const template = findTemplate(ctx, 'list');
  const list: ListRow = addList(ctx, spaceId, folderId, listName(ctx, spaceId, folderId, null));
  fillList(ctx, list, template.content);
  return answer(ctx, list.id, () => ({ id: list.id, list: presentList(ctx.state, ctx.user, list) }));
}

/** Templates: lists of them, and what is made from them. */
export const templates = {
  GetTaskTemplates: (ctx) => {
    const page = Number(ctx.query.get('page') ?? 'none');
    if (!Number.isInteger(page) || page < 0) throw apiError(400, 'INPUT_006', 'page invalid');
    return present(templatesOf(ctx, 'task').slice(page * PER_PAGE, (page + 1) * PER_PAGE));
  },

  GetListTemplates: (ctx) => present(templatesOf(ctx, 'list')),
  GetFolderTemplates: (ctx) => present(templatesOf(ctx, 'folder')),

  CreateTaskFromTemplate: (ctx) => {
    const list = findList(ctx, param(ctx, 'list_id'), 'create');
    const name = requireText(ctx, 'name', apiError(400, 'INPUT_005', 'Task name invalid'));
    const task = copyTask(ctx, list, name, findTemplate(ctx, 'task').content, null);
    return { id: task.id, task: presentTask(ctx, task, { single: true }) };
  },

  CreateFolderListFromTemplate: (ctx) => {
    const folder = findFolder(ctx, param(ctx, 'folder_id'), 'create');
    return listFromTemplate(ctx, folder.spaceId, folder.id);
  },

  CreateSpaceListFromTemplate: (ctx) =>
    listFromTemplate(ctx, findSpace(ctx, param(ctx, 'space_id'), 'create').id, null),

  CreateFolderFromTemplate: (ctx) => {
    const space = findSpace(ctx, param(ctx, 'space_id'), 'create');
    const template = findTemplate(ctx, 'folder');
    const parent = parentFolder(ctx, space.id);
    const folder = addFolder(ctx, space.id, parent, folderName(ctx, space.id, parent, null));
    for (const { name, content } of template.content.lists ?? []) {
      fillList(ctx, addList(ctx, space.id, folder.id, name), content);
    }
    return answer(ctx, folder.id, () => ({ id: folder.id, folder: presentFolder(ctx.state, ctx.user, folder) }));
  },
} satisfies Routes;
