import type { OperationId } from '../../generated/operations.js';
import type { CacheRule } from '../runtime/cache.js';
import type { Place } from './place.js';
import type { Reads } from './reads.js';
import type { Reading, Subject } from './subjects.js';
import { idOf, objectAt, placeIn, placeOfEntry, rowsAt } from './wire.js';

/** How long a place that was read is believed: others may move things meanwhile. */
const ttlMs = 60_000;

/** Operations after which a task may lie elsewhere. */
const moves: readonly OperationId[] = ['moveTask', 'UpdateTask', 'DeleteTask', 'mergeTasks', 'DeleteList'];

const rule = (...droppedBy: readonly OperationId[]): CacheRule => ({ ttlMs, droppedBy });

export const rules = {
  task: rule(...moves, 'MoveFolder'),
  list: rule('DeleteList', 'MoveFolder', 'DeleteFolder'),
  folder: rule('MoveFolder', 'DeleteFolder'),
  view: rule('UpdateView', 'DeleteView'),
  doc: rule(),
  goal: rule('DeleteGoal'),
  groups: rule('CreateUserGroup', 'UpdateUserGroup', 'DeleteUserGroup'),
  page: rule('editPagePublic'),
  chat_channel: rule('updateChatChannel', 'deleteChatChannel'),
  time_entry: rule('UpdateatimeEntry', 'DeleteatimeEntry', 'mergeTasks', ...moves),
  webhooks: rule('CreateWebhook', 'UpdateWebhook', 'DeleteWebhook'),
  spaces: rule('CreateSpace', 'DeleteSpace'),
  tags: rule('CreateSpaceTag', 'EditSpaceTag', 'DeleteSpaceTag'),
  teams: { ttlMs },
} satisfies Record<string, CacheRule>;

/** Parts of a whole that never change it, but by a merge: a comment its task, a message its channel. */
export const partOf: CacheRule = { ttlMs: 60 * ttlMs, droppedBy: ['mergeTasks'] satisfies OperationId[] };

/** What of an answer says that one thing is part of another. */
export const partKey = (noun: string, id: string) => `${noun} ${id} is part of`;

/** Nouns that are in no List, Folder or Space: the Workspace, who and what belongs to it as a whole, and fields. */
export const placeless: readonly string[] = ['workspace', 'user', 'guest', 'group', 'field', 'goal', 'key_result'];

/** Traces what a request names to where it lies, by reading; undefined where nothing proves it. */
export class Prover {
  constructor(
    private readonly reads: Reads,
    private readonly reading: Reading,
    /** Whether the Folders around a Folder count. */
    private readonly seesFolders: boolean,
  ) {}

  async locate({ noun, id, at }: Pick<Subject, 'noun' | 'id'> & { at?: string }): Promise<Place | undefined> {
    switch (noun) {
      case 'workspace':
      case 'everything':
        return { workspace: id };
      case 'space':
        return { space: id };
      case 'folder':
        return this.folder(id);
      case 'list':
        return this.list(id);
      case 'task':
        return this.task(id, at);
      case 'view':
        return this.kept('view', id, async () =>
          this.parent(objectAt(await this.reads.get('GetView', { view_id: id }), 'view')),
        );
      case 'doc':
        return this.doc(id);
      case 'page':
        return this.page(id);
      case 'chat_channel':
        return this.channel(id);
      case 'time_entry':
        return this.entry(id);
      case 'webhook':
        return this.webhook(id);
      case 'goal':
        return this.kept('goal', id, async () => ({
          workspace: idOf(objectAt(await this.reads.get('GetGoal', { goal_id: id }), 'goal').team_id),
        }));
      case 'group':
        return this.group(id);
      case 'checklist':
      case 'key_result':
      case 'comment':
      case 'chat_message':
        return this.part(noun, id);
      case 'checklist_item':
        return this.item(id);
      default:
        return undefined;
    }
  }

  /** Where the timer runs that starting or stopping one ends; undefined where none runs. */
  async runningTimer(): Promise<Place | undefined> {
    const team = this.reading.path.team_id ?? '';
    const entry = objectAt(await this.reads.get('Getrunningtimeentry', { team_id: team }), 'data');
    return idOf(entry.id) === undefined ? undefined : this.entryPlace(entry);
  }

  /** The Workspaces that the key reaches. */
  workspaces(): Promise<string[]> {
    return this.reads.kept('teams', rules.teams, async () =>
      rowsAt(await this.reads.get('GetAuthorizedTeams', {}), 'teams').flatMap((team) => idOf(team.id) ?? []),
    );
  }

  /** The Spaces of a Workspace, archived ones too. */
  spaces(workspace: string): Promise<Record<string, unknown>[]> {
    return this.reads.kept(`spaces of ${workspace}`, rules.spaces, async () => {
      const read = (archived: string) => this.reads.get('GetSpaces', { team_id: workspace }, { archived });
      return (await Promise.all([read('false'), read('true')])).flatMap((answer) => rowsAt(answer, 'spaces'));
    });
  }

  folder(id: string): Promise<Place> {
    return this.kept('folder', id, async () => {
      const answer = objectAt(await this.reads.get('GetFolder', { folder_id: id }));
      if (idOf(answer.id) !== id) return undefined;
      const above = idOf(answer.parent_folder ?? answer.parent_folder_id);
      const around = above === undefined || above === id ? undefined : await this.folder(above);
      return { space: idOf(objectAt(answer, 'space').id), folders: [id, ...(around?.folders ?? [])] };
    }) as Promise<Place>;
  }

  async list(id: string): Promise<Place> {
    const place = await this.kept('list', id, async () => {
      const answer = objectAt(await this.reads.get('GetList', { list_id: id }));
      return idOf(answer.id) === id ? placeIn(answer, id) : undefined;
    });
    return this.withFolders(place ?? {});
  }

  /** The names of the tags of a Space, in lower case. */
  async tagsOf(space: string): Promise<ReadonlySet<string>> {
    const tags = await this.reads.kept(`tags of ${space}`, rules.tags, async () =>
      rowsAt(await this.reads.get('GetSpaceTags', { space_id: space }), 'tags'),
    );
    return new Set(tags.map(({ name }) => String(name).toLowerCase()));
  }

  /** The types of the custom fields of a List, by id. */
  async fieldTypes(list: string): Promise<ReadonlyMap<string, string>> {
    const fields = await this.reads.kept(`fields of ${list}`, { ttlMs }, async () =>
      rowsAt(await this.reads.get('GetAccessibleCustomFields', { list_id: list }), 'fields'),
    );
    return new Map(fields.map(({ id, type }) => [String(id), String(type)]));
  }

  /** A task that the request names at a place, by custom id where it says so; one that a proof led to has no place. */
  private async task(id: string, at?: string): Promise<Place | undefined> {
    const { query } = this.reading;
    const isCustom = at !== undefined && query.getAll('custom_task_ids').some((value) => value !== 'false');
    const team = query.get('team_id') ?? this.reading.path.team_id ?? '';
    if (!isCustom) return this.taskBy(id, id, {});
    return this.taskBy(id, `${team}:${id}`, { custom_task_ids: 'true', team_id: team });
  }

  private async taskBy(id: string, name: string, query: Readonly<Record<string, string>>): Promise<Place | undefined> {
    const place = await this.kept('task', name, async () => {
      const answer = objectAt(await this.reads.get('GetTask', { task_id: id }, query));
      const isIt = idOf(answer.id) === id || idOf(answer.custom_id)?.toLowerCase() === id.toLowerCase();
      return isIt ? { ...placeIn(answer), task: idOf(answer.id) } : undefined;
    });
    return place && this.withFolders(place);
  }

  /** A place with the Folders around its own. */
  private async withFolders(place: Place): Promise<Place> {
    const [folder] = place.folders ?? [];
    if (folder === undefined || !this.seesFolders) return place;
    return { ...place, folders: (await this.folder(folder)).folders ?? [folder] };
  }

  private async doc(id: string): Promise<Place | undefined> {
    const workspace = this.reading.path.workspace_id ?? '';
    return this.kept('doc', `${workspace}:${id}`, async () => {
      const answer = objectAt(await this.reads.get('getDocPublic', { workspace_id: workspace, doc_id: id }));
      return idOf(answer.id) === id ? this.parent(answer, workspace) : undefined;
    });
  }

  private async page(id: string): Promise<Place | undefined> {
    const { workspace_id: workspace = '', doc_id: doc } = this.reading.path;
    if (doc === undefined) return undefined;
    const isThere = await this.reads.kept(`page ${workspace}:${doc}:${id}`, rules.page, async () => {
      const path = { workspace_id: workspace, doc_id: doc, page_id: id };
      const answer = objectAt(await this.reads.get('getPagePublic', path));
      return idOf(answer.id) === id && (answer.doc_id === undefined || idOf(answer.doc_id) === doc);
    });
    return isThere ? this.doc(doc) : undefined;
  }

  private channel(id: string): Promise<Place | undefined> {
    const workspace = this.reading.path.workspace_id ?? '';
    return this.kept('chat_channel', `${workspace}:${id}`, async () => {
      const answer = objectAt(await this.reads.get('getChatChannel', { workspace_id: workspace, channel_id: id }));
      const channel = answer.data === undefined ? answer : objectAt(answer, 'data');
      return idOf(channel.id) === id ? this.parent(channel, workspace) : undefined;
    });
  }

  private async entry(id: string): Promise<Place | undefined> {
    const { team_id: team, task_id: task } = this.reading.path;
    const workspace = team ?? (task && (await this.task(task, 'path.task_id'))?.workspace);
    if (workspace === undefined) return undefined;
    return this.kept('time_entry', `${workspace}:${id}`, async () => {
      const path = { team_id: workspace, timer_id: id };
      const entry = objectAt(await this.reads.get('Getsingulartimeentry', path), 'data');
      return idOf(entry.id) === id ? this.entryPlace(entry) : undefined;
    });
  }

  async entryPlace(entry: Record<string, unknown>): Promise<Place> {
    const task = idOf(objectAt(entry, 'task').id);
    return task === undefined ? { workspace: idOf(entry.wid) } : this.withFolders(placeOfEntry(entry));
  }

  private async webhook(id: string): Promise<Place | undefined> {
    for (const workspace of await this.workspaces()) {
      const hooks = await this.reads.kept(`webhooks of ${workspace}`, rules.webhooks, async () =>
        rowsAt(await this.reads.get('GetWebhooks', { team_id: workspace }), 'webhooks'),
      );
      const hook = hooks.find((each) => idOf(each.id) === id);
      if (!hook) continue;
      for (const noun of ['task', 'list', 'folder', 'space']) {
        const about = idOf(hook[`${noun}_id`]);
        if (about !== undefined) return this.locate({ noun, id: about });
      }
      return { workspace };
    }
    return undefined;
  }

  private async group(id: string): Promise<Place | undefined> {
    for (const workspace of await this.workspaces()) {
      const groups = await this.reads.kept(`groups of ${workspace}`, rules.groups, async () =>
        rowsAt(await this.reads.get('GetUserGroups', {}, { team_id: workspace }), 'groups'),
      );
      if (groups.some((group) => idOf(group.id) === id)) return { workspace };
    }
    return undefined;
  }

  /** A part whose whole was told by an earlier answer: no operation reads it by itself. */
  private async part(noun: string, id: string): Promise<Place | undefined> {
    const whole = this.reads.known<Pick<Subject, 'noun' | 'id'>>(partKey(noun, id));
    return whole && this.locate(whole);
  }

  /** An item belongs to the checklist that the path names, or to none that is known. */
  private async item(id: string): Promise<Place | undefined> {
    const whole = this.reads.known<Pick<Subject, 'noun' | 'id'>>(partKey('checklist_item', id));
    return whole?.id === this.reading.path.checklist_id ? whole && this.locate(whole) : undefined;
  }

  /** Where something lies that names its parent and the kind of it. */
  async parent(row: Record<string, unknown>, workspace?: string): Promise<Place | undefined> {
    const { id, type } = objectAt(row, 'parent');
    const parent = idOf(id);
    if (parent === undefined) return undefined;
    const noun = { '4': 'space', '5': 'folder', '6': 'list', '7': 'workspace', '12': 'workspace' }[String(type)];
    if (noun === 'workspace') return { workspace: workspace ?? parent };
    return noun === undefined ? undefined : { workspace, ...(await this.locate({ noun, id: parent })) };
  }

  private kept<Found extends Place | undefined>(
    noun: keyof typeof rules,
    id: string,
    load: () => Promise<Found>,
  ): Promise<Found> {
    return this.reads.kept(`${noun} ${id}`, rules[noun], load);
  }
}
