import { idOf, objectAt, rowsAt } from '../../runtime/wire.js';
import {
  bodyOf,
  changesBy,
  date,
  type Fields,
  number,
  priority,
  settings,
  text,
  unseen,
  value,
  who,
} from '../fields.js';
import type { Reads, Row, Sent, Wire } from '../row.js';
import { create, inTrash, remove, update } from '../rows.js';
import { plural } from './tasks.js';

const theList = ({ path }: Sent, reads: Reads) => reads.get('GetList', { list_id: path.list_id ?? '' });
const theFolder = ({ path }: Sent, reads: Reads) => reads.get('GetFolder', { folder_id: path.folder_id ?? '' });
const theSpace = ({ path }: Sent, reads: Reads) => reads.get('GetSpace', { space_id: path.space_id ?? '' });

const content = { ...text('content'), changes: 'content', restore: (before: unknown) => ({ content: before }) };

const listFields: Fields = {
  name: text('name'),
  content,
  markdown_content: { ...content, restore: () => 'content: the API shows it without its formatting' },
  due_date: date('due_date'),
  due_date_time: 'says nothing',
  priority,
  assignee: who('assignee', 'person', 'none'),
  status: {
    kind: 'text',
    of: (object) => objectAt(object, 'status').status ?? null,
    restore: (before) => (before === null ? { unset_status: true } : { status: before }),
  },
  unset_status: {
    kind: 'text',
    changes: 'status',
    of: (object) => objectAt(object, 'status').status ?? null,
    after: (sent, before) => (sent === true ? null : before),
    restore: (before) => (before === null ? {} : { status: before }),
  },
  override_statuses: 'says nothing',
  statuses: {
    kind: 'text',
    of: (object) => rowsAt(object, 'statuses').map(({ status }) => status),
    after: (sent) => rowsAt({ sent }, 'sent').map(({ status }) => status),
    restore: () => 'statuses: tasks in one that goes change to another',
  },
};

const spaceFields: Fields = {
  name: text('name'),
  color: { ...value('color'), of: ({ color }) => color ?? null },
  private: value('private'),
  admin_can_manage: value('admin_can_manage', 'text', (before) =>
    before === null ? 'admin_can_manage as it was cannot be written' : { admin_can_manage: before },
  ),
  multiple_assignees: value('multiple_assignees'),
  features: settings('features'),
  statuses: unseen(),
};

const newList = create('List', {
  by: 'DeleteList',
  as: 'list_id',
  read: (list_id) => ({ id: 'GetList', path: { list_id } }),
  fields: listFields,
});
const newFolder = create('Folder', {
  by: 'DeleteFolder',
  as: 'folder_id',
  read: (folder_id) => ({ id: 'GetFolder', path: { folder_id } }),
  fields: { name: text('name'), parent_folder_id: { ...unseen(), of: ({ parent_folder: above }) => above } },
});

const tasksIn = (rows: readonly Wire[]) => rows.reduce((sum, { task_count }) => sum + Number(task_count ?? 0), 0);

async function lostWithSpace({ path }: Sent, space: Wire | undefined, reads: Reads): Promise<string[]> {
  if (!space) return [];
  const space_id = path.space_id ?? '';
  const [folders, lists] = await Promise.all([
    reads.get('GetFolders', { space_id }).then((answer) => rowsAt(answer, 'folders')),
    reads.get('GetFolderlessLists', { space_id }).then((answer) => rowsAt(answer, 'lists')),
  ]);
  const inside = folders.flatMap((folder) => rowsAt(folder, 'lists'));
  return [
    ...plural(folders.length, 'Folder'),
    ...plural(inside.length + lists.length, 'List'),
    ...plural(tasksIn([...inside, ...lists]), 'task'),
  ];
}

async function lostWithFolder(_sent: Sent, folder: Wire | undefined): Promise<string[]> {
  const lists = rowsAt(folder, 'lists');
  return [...plural(lists.length, 'List'), ...plural(tasksIn(lists), 'task')];
}

const tagNamed = (name: unknown) => (answer: Wire | undefined) =>
  rowsAt(answer, 'tags').find((tag) => String(tag.name).toLowerCase() === String(name).trim().toLowerCase());

const theTag = async ({ path }: Sent, reads: Reads) =>
  tagNamed(path.tag_name)(await reads.get('GetSpaceTags', { space_id: path.space_id ?? '' }));

const tagFields: Fields = {
  name: text('name'),
  fg_color: { ...value('tag_fg'), restore: (before) => ({ fg_color: before }) },
  bg_color: { ...value('tag_bg'), restore: (before) => ({ bg_color: before }) },
  tag_fg: value('tag_fg'),
  tag_bg: value('tag_bg'),
};

const newTagOf = (sent: Sent) => objectAt(bodyOf(sent).tag);
const inTag = (sent: Sent): Sent => ({ ...sent, body: newTagOf(sent) });

const newTag: Row = {
  ...create('tag', {}),
  read: async (sent, reads) =>
    tagNamed(newTagOf(sent).name)(await reads.get('GetSpaceTags', { space_id: sent.path.space_id ?? '' })) ?? {},
  made: async (sent, _id, reads) =>
    tagNamed(newTagOf(sent).name)(await reads.get('GetSpaceTags', { space_id: sent.path.space_id ?? '' })),
  changes: (sent, tag) => changesBy(tagFields, inTag(sent), tag?.name === undefined ? undefined : tag),
  inverse(sent, tag) {
    // A tag that was there already is left as it is.
    if (tag && tag.name !== undefined) return { steps: [] };
    const tag_name = String(newTagOf(sent).name).trim().toLowerCase();
    return { steps: [{ id: 'DeleteSpaceTag', path: { space_id: sent.path.space_id ?? '', tag_name } }] };
  },
  name: (sent) => String(newTagOf(sent).name),
  target: () => undefined,
};

const editTag: Row = {
  ...update('tag', theTag, tagFields),
  changes: (sent, tag) => changesBy(tagFields, inTag(sent), tag),
  made: async (sent, _id, reads) =>
    tagNamed(newTagOf(sent).name ?? sent.path.tag_name)(
      await reads.get('GetSpaceTags', { space_id: sent.path.space_id ?? '' }),
    ),
  inverse(sent, tag) {
    if (!tag) return { none: 'the tag cannot be read' };
    const named = newTagOf(sent).name;
    const isRenamed = named !== undefined && String(named).trim().toLowerCase() !== String(tag.name).toLowerCase();
    const body = { tag: { name: tag.name, fg_color: tag.tag_fg, bg_color: tag.tag_bg } };
    const tag_name = String(named ?? sent.path.tag_name)
      .trim()
      .toLowerCase();
    return {
      steps: [{ id: 'EditSpaceTag', path: { space_id: sent.path.space_id ?? '', tag_name }, body }],
      ...(isRenamed && { except: ['tasks that had a tag of the new name before stay in it'] }),
    };
  },
};

const moveFolder: Row = {
  verb: 'move',
  noun: 'Folder',
  read: theFolder,
  changes: (sent, folder) =>
    changesBy(
      {
        parent_folder_id: { ...unseen(), of: ({ parent_folder: above }) => idOf(above) ?? null },
        space_id: { ...unseen(), of: (object) => idOf(objectAt(object, 'space').id) },
        position: number('orderindex'),
        custom_type_map: 'says nothing',
      },
      sent,
      folder,
    ),
  inverse(sent, folder) {
    if (!folder) return { none: 'where it was cannot be read' };
    const above = idOf(folder.parent_folder);
    const space_id = idOf(objectAt(folder, 'space').id);
    const body = { ...(above === undefined ? { space_id } : { parent_folder_id: above }) };
    return {
      steps: [{ id: 'MoveFolder', path: sent.path, body }],
      except: ['its position among its neighbours', 'tags, statuses and custom ids that the other Space gave'],
    };
  },
};

export const places = {
  CreateSpace: create('Space', {
    by: 'DeleteSpace',
    as: 'space_id',
    read: (space_id) => ({ id: 'GetSpace', path: { space_id } }),
    fields: spaceFields,
  }),
  UpdateSpace: update('Space', theSpace, spaceFields),
  DeleteSpace: remove('Space', inTrash, theSpace, { loses: lostWithSpace }),
  CreateFolder: newFolder,
  CreateFolderFromTemplate: newFolder,
  UpdateFolder: update('Folder', theFolder, { name: text('name') }),
  MoveFolder: moveFolder,
  DeleteFolder: remove('Folder', inTrash, theFolder, { loses: lostWithFolder }),
  CreateList: newList,
  CreateFolderlessList: newList,
  CreateFolderListFromTemplate: newList,
  CreateSpaceListFromTemplate: newList,
  UpdateList: update('List', theList, listFields),
  DeleteList: remove('List', inTrash, theList, {
    loses: async (_sent, list) => plural(Number(list?.task_count ?? 0), 'task'),
  }),
  CreateSpaceTag: newTag,
  EditSpaceTag: editTag,
  DeleteSpaceTag: remove('tag', inTrash, theTag, {
    loses: async () => ['the tag on every task of the Space that has it'],
  }),
} satisfies Record<string, Row>;
