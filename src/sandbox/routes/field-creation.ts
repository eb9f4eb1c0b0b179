import { type Context, param, type Routes } from '../context.js';
import { isMember } from '../domain/access.js';
import { addField } from '../domain/field-create.js';
import { findList, findSpace, findWorkspace } from '../domain/locate.js';
import { workspaceOf } from '../domain/places.js';
import { apiError } from '../errors.js';
import { presentField } from '../present/fields.js';
import type { FieldScope } from '../state/tasks.js';

/** Guests may not; neither may anybody where Custom Fields are off. */
function create(ctx: Context, workspaceId: string, scope: FieldScope, spaceId?: string) {
  const { spaces, workspaces } = ctx.state;
  if (!isMember(ctx.state, ctx.user, workspaceId))
    throw apiError(403, 'FIELD_220', 'You may not create Custom Fields here');
  const offInSpace = spaceId !== undefined && !spaces.get(spaceId)?.features.custom_fields?.enabled;
  if (offInSpace || !workspaces.get(workspaceId)?.customFields)
    throw apiError(400, 'FIELD_605', 'Custom Fields are not enabled');
  return { field: presentField(addField(ctx, workspaceId, scope)) };
}

/** New custom fields. ClickUp's description has no route for them, and none changes or deletes them. */
export const fieldCreation = {
  CreateListField: (ctx) => {
    const list = findList(ctx, param(ctx, 'list_id'));
    return create(ctx, workspaceOf(ctx.state, list.spaceId), { type: 'list', id: list.id }, list.spaceId);
  },

  CreateSpaceField: (ctx) => {
    const space = findSpace(ctx, param(ctx, 'space_id'));
    return create(ctx, space.workspaceId, { type: 'space', id: space.id }, space.id);
  },

  CreateWorkspaceField: (ctx) => {
    const workspace = findWorkspace(ctx, param(ctx, 'team_id'));
    return create(ctx, workspace.id, { type: 'workspace', id: workspace.id });
  },
} satisfies Routes;
