import type { OperationId } from '../../generated/operations.js';
import { key } from './account-keys.js';
import { cacheTimes } from './cache-times.js';
import type { WireChannel } from './chat/model.js';
import type { WireDoc, WirePage } from './doc/model.js';
import type { FoldersBySpace, ListFacts, SpaceStatuses, WireFolder, WireList, WireLocation } from './location/model.js';
import type { TaskRef, WireField } from './task/model.js';

const { docs, taskNames, tasks, workspace: ofWorkspace } = cacheTimes;

/** What makes, changes, moves or removes a Space, a Folder or a List. */
const changesOfTree: readonly OperationId[] = [
  'CreateSpace',
  'UpdateSpace',
  'DeleteSpace',
  'CreateFolder',
  'CreateFolderFromTemplate',
  'UpdateFolder',
  'MoveFolder',
  'DeleteFolder',
  'CreateList',
  'CreateFolderlessList',
  'CreateFolderListFromTemplate',
  'CreateSpaceListFromTemplate',
  'UpdateList',
  'DeleteList',
  'publicPatchAcl',
];

/** What changes how many tasks a List has. */
const changesOfCounts: readonly OperationId[] = [
  'CreateTask',
  'CreateTaskFromTemplate',
  'UpdateTask',
  'DeleteTask',
  'moveTask',
  'mergeTasks',
  'AddTaskToList',
  'RemoveTaskFromList',
];

/** What makes or changes a Doc or a page. */
const changesOfDocs: readonly OperationId[] = [
  'createDocPublic',
  'createPagePublic',
  'editPagePublic',
  'publicPatchAcl',
];

/** The Docs of a Workspace, and whether these are all. */
export const docsKey = (workspace: string) =>
  key<{ docs: readonly WireDoc[]; isComplete: boolean }>(`docs of ${workspace}`, docs, changesOfDocs);

/** The Teams (user groups) of a Workspace. */
export const teamsKey = (workspace: string) =>
  key<readonly { id: string; name: string; handle: string | undefined }[]>(`teams of ${workspace}`, ofWorkspace, [
    'CreateUserGroup',
    'UpdateUserGroup',
    'DeleteUserGroup',
  ]);

/** The channels and direct messages of a Workspace, and whether these are all. */
export const channelsKey = (workspace: string) =>
  key<{ rows: readonly WireChannel[]; isComplete: boolean }>(`channels of ${workspace}`, docs, [
    'createChatChannel',
    'createLocationChatChannel',
    'createDirectMessageChatChannel',
    'updateChatChannel',
    'deleteChatChannel',
  ]);

/** What a post in Chat can be called. */
export const postSubtypesKey = (workspace: string) =>
  key<readonly { id: string; name: string }[]>(`post subtypes of ${workspace}`, ofWorkspace);

/** The task types of a Workspace. */
export const taskTypesKey = (workspace: string) =>
  key<readonly { id: string; name: string }[]>(`task types of ${workspace}`, ofWorkspace);

/** The id of the task that has a custom id, which never goes to another task. */
export const taskIdKey = (workspace: string, customId: string) =>
  key<string>(`task ${workspace} ${customId}`, tasks, ['DeleteTask', 'mergeTasks']);

/** What a task is called. */
export const taskRefKey = (task: string) =>
  key<TaskRef>(`ref ${task}`, taskNames, ['UpdateTask', 'DeleteTask', 'moveTask', 'mergeTasks']);

/** Name, Space and statuses of a List. */
export const listFactsKey = (list: string) => key<ListFacts>(`list ${list}`, ofWorkspace, changesOfTree);

/** The statuses that the Spaces of a Workspace give to their Lists. */
export const spaceStatusesKey = (workspace: string) =>
  key<SpaceStatuses[]>(`statuses of ${workspace}`, ofWorkspace, changesOfTree);

/** The Space that a List is in. */
export const listSpaceKey = (list: string) =>
  key<ListFacts['space']>(`space of list ${list}`, ofWorkspace, changesOfTree);

/** Names of the tags of a Space, and of those that were created on tasks since; in the form in which ClickUp compares them. */
export const spaceTagsKey = (space: string) =>
  key<Set<string>>(`tags of ${space}`, ofWorkspace, ['CreateSpaceTag', 'EditSpaceTag', 'DeleteSpaceTag']);

/** The same for the labels of time entries. */
export const timeLabelsKey = (workspace: string) =>
  key<Set<string>>(`labels of ${workspace}`, ofWorkspace, ['Changetagnamesfromtimeentries']);

/** The custom fields that the tasks of a List take. */
export const fieldsKey = (list: string) => key<WireField[]>(`fields of ${list}`, ofWorkspace, changesOfTree);

/** The Spaces of a Workspace, or its archived ones. */
export const spacesKey = (workspace: string, archived: boolean) =>
  key<readonly (WireLocation | null)[]>(`spaces of ${workspace}, archived ${archived}`, ofWorkspace, changesOfTree);

/** Where to find what a Space holds: for names alone, or with the number of tasks of each List. */
export interface TreePart {
  space: string;
  archived: boolean;
  counted: boolean;
}

const changesOf = ({ counted }: TreePart) => (counted ? [...changesOfTree, ...changesOfCounts] : changesOfTree);
const treePart = ({ space, archived, counted }: TreePart) => `${space}, archived ${archived}, counted ${counted}`;

/** The Folders of a Space with their Lists. */
export const foldersKey = (part: TreePart) =>
  key<readonly (WireFolder | null)[]>(`folders of ${treePart(part)}`, ofWorkspace, changesOf(part));

/** The Lists of a Space that are in no Folder. */
export const folderlessListsKey = (part: TreePart) =>
  key<readonly (WireList | null)[]>(`lists of ${treePart(part)}`, ofWorkspace, changesOf(part));

/** The Folders of all Spaces of a Workspace, where one call gives them. */
export const foldersAtOnceKey = (workspace: string) =>
  key<FoldersBySpace | undefined>(`folders of ${workspace}`, ofWorkspace, [...changesOfTree, ...changesOfCounts]);

/** That no call gives them; true for good. */
export const noFoldersAtOnceKey = key<true>('no folders at once', { ttlMs: Number.POSITIVE_INFINITY });

/** A Doc without its pages. */
export const docKey = (doc: string) => key<WireDoc>(`doc ${doc}`, docs, changesOfDocs);

/** The names of the pages of a Doc. */
export const pageNamesKey = (doc: string) => key<readonly WirePage[]>(`names of pages of ${doc}`, docs, changesOfDocs);

/**
 * All pages of a Doc with what is written on them. A policy may withhold texts of strangers but from calls that ask for
 * everything, so these have a value of their own.
 */
export const pagesKey = (doc: string, isFull: boolean) =>
  key<readonly WirePage[]>(`pages of ${doc}${isFull ? ' in full' : ''}`, docs, changesOfDocs, lengthOfPages);

/** The same for one page. */
export const pageKey = (page: string, isFull: boolean) =>
  key<WirePage>(`page ${page}${isFull ? ' in full' : ''}`, docs, changesOfDocs, (value) => lengthOfPages([value]));

const lengthOfPages = (pages: readonly WirePage[]): number =>
  pages.reduce((sum, page) => sum + (page?.content?.length ?? 0) + lengthOfPages(page?.pages ?? []), 0);
