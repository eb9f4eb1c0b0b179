import { nearest } from '../runtime/nearest.js';
import { denied } from './denial.js';
import type { Allowed } from './place.js';
import { type Policy, settingOf } from './policy.js';
import type { Prover } from './prover.js';
import type { Reads } from './reads.js';
import { idOf, rowsAt } from './wire.js';

type Kind = 'spaces' | 'folders' | 'lists';
type Row = Record<string, unknown>;

/** Finds the places that a policy names, by id or by path from the Space down. */
export async function findAllowed(policy: Policy, prover: Prover, reads: Reads): Promise<Allowed> {
  const spaces = new Set<string>();
  const folders = new Set<string>();
  const lists = new Set<string>();
  const around = { spaces: new Set<string>(), folders: new Set<string>() };
  const find = new Finder(policy, prover, reads);
  for (const text of policy.spaces ?? []) spaces.add(await find.space(text, 'spaces'));
  for (const text of policy.folders ?? []) {
    const { space, folders: path = [] } = await prover.folder(await find.folder(text, 'folders'));
    const [folder, ...above] = path;
    if (folder) folders.add(folder);
    for (const each of above) around.folders.add(each);
    if (space) around.spaces.add(space);
  }
  for (const text of policy.lists ?? []) {
    const { space, folders: path = [], list } = await prover.list(await find.list(text));
    if (list) lists.add(list);
    for (const each of path) around.folders.add(each);
    if (space) around.spaces.add(space);
  }
  return { spaces, folders, lists, around };
}

const isId = (text: string): boolean => /^\d+$/.test(text);

class Finder {
  constructor(
    private readonly policy: Policy,
    private readonly prover: Prover,
    private readonly reads: Reads,
  ) {}

  async space(text: string, kind: Kind): Promise<string> {
    if (isId(text)) return text;
    const workspaces = this.policy.workspaceId ? [this.policy.workspaceId] : await this.prover.workspaces();
    const rows = await Promise.all(workspaces.map((id) => this.prover.spaces(id)));
    return this.one(rows.flat(), text, { kind, text, noun: 'Space' });
  }

  async folder(text: string, kind: Kind): Promise<string> {
    if (isId(text)) return text;
    const [space, name, ...rest] = steps(text);
    if (space === undefined || name === undefined || rest.length > 0) throw noPath(kind, text, 'Space / Folder');
    return this.one(await this.folders(await this.space(space, kind)), name, { kind, text, noun: 'Folder' });
  }

  async list(text: string): Promise<string> {
    if (isId(text)) return text;
    const [space, ...rest] = steps(text);
    const name = rest.pop();
    if (space === undefined || name === undefined || rest.length > 1)
      throw noPath('lists', text, 'Space / Folder / List');
    const asked = { kind: 'lists', text, noun: 'List' } as const;
    if (rest.length === 0) {
      const id = await this.space(space, 'lists');
      return this.one(rowsAt(await this.reads.get('GetFolderlessLists', { space_id: id }), 'lists'), name, asked);
    }
    const folder = await this.folder(`${space} / ${rest[0]}`, 'lists');
    return this.one(rowsAt(await this.reads.get('GetLists', { folder_id: folder }), 'lists'), name, asked);
  }

  private async folders(space: string): Promise<Row[]> {
    return rowsAt(await this.reads.get('GetFolders', { space_id: space }), 'folders');
  }

  /** The one row of that name. A setting that means nothing, or two things, allows nothing at all. */
  private one(
    rows: readonly Row[],
    name: string,
    { kind, text, noun }: { kind: Kind; text: string; noun: string },
  ): string {
    const found = rows.filter((row) => same(row.name, name)).flatMap((row) => idOf(row.id) ?? []);
    if (found.length === 1) return found[0]!;
    const near = nearest(
      name,
      rows.map((row) => String(row.name)),
    );
    const why =
      found.length === 0 ? `there is no ${noun} ${name}` : `${found.length} have that name: ${found.join(', ')}`;
    const next =
      found.length === 0
        ? near
          ? `Did you mean ${near}?`
          : `There are: ${rows.map((row) => row.name).join(', ') || 'none'}.`
        : 'Give the id of one.';
    throw misread(kind, text, why, next);
  }
}

const steps = (path: string): string[] => path.split('/').map((step) => step.trim());

const same = (a: unknown, b: string): boolean => String(a).trim().toLowerCase() === b.toLowerCase();

const noPath = (kind: Kind, text: string, form: string) =>
  misread(kind, text, `that is no path`, `Write ${form}, or the id.`);

const misread = (kind: Kind, text: string, why: string, next: string) =>
  denied({
    rule: kind,
    message: `${settingOf[kind]} names ${JSON.stringify(text)}, and ${why}`,
    next,
    isMisread: true,
  });
