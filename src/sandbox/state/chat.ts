import { Table } from './table.js';

/** A channel or a direct message. `parentType`: 4 Space, 5 Folder, 6 List, 7 the Workspace. */
export interface ChannelRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly type: 'CHANNEL' | 'DM' | 'GROUP_DM';
  readonly name: string;
  readonly description: string;
  readonly topic: string;
  readonly visibility: 'PUBLIC' | 'PRIVATE';
  readonly parentType: number;
  readonly parentId: string;
  readonly creatorId: string;
  readonly memberIds: readonly string[];
  readonly followerIds: readonly string[];
  readonly dateCreated: number;
  readonly dateUpdated: number;
  readonly archived: boolean;
}

export interface ReactionRow {
  readonly reaction: string;
  readonly userId: string;
  readonly date: number;
}

/** A message, a post or a reply, its content in Markdown. */
export interface MessageRow {
  readonly id: string;
  readonly workspaceId: string;
  readonly channelId: string;
  /** The message that it replies to. */
  readonly parentId: string | null;
  readonly type: 'message' | 'post';
  readonly userId: string;
  readonly content: string;
  readonly date: number;
  readonly dateUpdated: number | null;
  readonly post: { readonly title: string; readonly subtypeId: string } | null;
  readonly assigneeId: string | null;
  readonly assignedById: string | null;
  readonly dateAssigned: number | null;
  readonly groupAssigneeId: string | null;
  readonly resolvedById: string | null;
  readonly dateResolved: number | null;
  readonly followerIds: readonly string[];
  readonly reactions: readonly ReactionRow[];
}

/** Tables of chat. */
export const chatTables = () => ({
  channels: new Table<ChannelRow, 'workspace'>({ workspace: (row) => row.workspaceId }),
  messages: new Table<MessageRow, 'channel' | 'thread'>({
    channel: (row) => (row.parentId === null ? row.channelId : null),
    thread: (row) => row.parentId,
  }),
});
