import { type Context, withChanges } from './context.js';
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

/** A name where an id is wanted. */
export interface Named {
  type: NamedType;
  name: string;
  /** Where it stands: `list_id`, `tasks[3].list_id`. */
  parameter: string;
  replace(id: string): void;
}

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
const findNamed = (ctx: Context, type: NamedType, name: string, parameter: string): Promise<string> =>
  type === 'space' || type === 'folder' || type === 'list'
    ? findNamedPlace(ctx, type, name, parameter)
    : finders[type](ctx, name, parameter);

/** Puts ids in place of names. */
export async function replaceNames(ctx: Context, names: readonly Named[]): Promise<void> {
  // How far the tool is tells nobody how many Spaces are looked through for a name.
  const quiet = withChanges(ctx, { progress: () => undefined });
  const known = new Map<string, Promise<string>>();
  // All else is looked for in the Workspace that is named.
  const isFirst = ({ type }: Named) => type === 'workspace';
  // One after the other: the first reads the tree for all.
  for (const { type, name, parameter, replace } of [
    ...names.filter(isFirst),
    ...names.filter((one) => !isFirst(one)),
  ]) {
    const key = `${type} ${name}`;
    if (!known.has(key)) known.set(key, findNamed(quiet, type, name, parameter));
    const id = await known.get(key)!;
    if (type === 'workspace') Object.assign(quiet, { givenWorkspaceId: id });
    replace(id);
  }
}
