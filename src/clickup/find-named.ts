import type { Context } from './context.js';
import { findNamedDoc } from './doc/find-doc.js';
import { findNamedGoal } from './goal/find-goal.js';
import { findNamedPlace } from './location/find-place.js';
import { findNamedRole, findNamedTeam } from './people/find-team.js';
import { findNamedTemplate } from './template/find-template.js';
import { findNamedView } from './view/find-view.js';
import { findNamedWorkspace } from './workspace.js';

/** What can be named where an id is wanted. */
export type NamedType =
  | 'workspace'
  | 'space'
  | 'folder'
  | 'list'
  | 'goal'
  | 'doc'
  | 'view'
  | 'template'
  | 'group'
  | 'custom_role';

type Find = (ctx: Context, name: string, parameter: string) => Promise<string>;

const finders: Readonly<Record<Exclude<NamedType, 'space' | 'folder' | 'list'>, Find>> = {
  workspace: findNamedWorkspace,
  goal: findNamedGoal,
  doc: findNamedDoc,
  view: findNamedView,
  template: findNamedTemplate,
  group: findNamedTeam,
  custom_role: findNamedRole,
};

/** The id of what is called so; `resolved` says what that is. */
export const findNamed = (ctx: Context, type: NamedType, name: string, parameter: string): Promise<string> =>
  type === 'space' || type === 'folder' || type === 'list'
    ? findNamedPlace(ctx, type, name, parameter)
    : finders[type](ctx, name, parameter);
