import { objectAt, rowsAt } from '../../runtime/wire.js';
import { bodyOf, changesBy, type Fields, text, unseen, value } from '../fields.js';
import type { Reads, Row, Sent, Wire } from '../row.js';
import { create, final, gone, relation, remove, update } from '../rows.js';

const inData = (answer: Wire) => ('data' in answer ? objectAt(answer, 'data') : answer);

const theChannel = async ({ path }: Sent, reads: Reads) => {
  const answer = await reads.get('getChatChannel', {
    workspace_id: path.workspace_id ?? '',
    channel_id: path.channel_id ?? '',
  });
  return answer && inData(answer);
};

const channelFields: Fields = {
  name: text('name'),
  description: text('description'),
  topic: text('topic'),
  visibility: value('visibility'),
  location: { ...unseen('place'), restore: () => 'location: where the channel was' },
  content_format: 'says nothing',
  user_ids: unseen('people'),
};

const newChannel = create('channel', {
  by: 'deleteChatChannel',
  as: 'channel_id',
  from: ['workspace_id'],
  in: inData,
  fields: channelFields,
  read: (channel_id, { path }) => ({
    id: 'getChatChannel',
    path: { workspace_id: path.workspace_id ?? '', channel_id },
  }),
});

const mostPages = 10;

/** A message, among those of where it was seen, newest first. */
async function theMessage({ path }: Sent, reads: Reads): Promise<Wire | undefined> {
  const whole = await reads.whole('chat_message', path.message_id ?? '');
  if (!whole) return undefined;
  const workspace_id = path.workspace_id ?? '';
  let query: Record<string, string> = { limit: '100' };
  for (let page = 0; page < mostPages; page++) {
    const answer = await (whole.noun === 'chat_channel'
      ? reads.get('getChatMessages', { workspace_id, channel_id: whole.id }, query)
      : reads.get('getChatMessageReplies', { workspace_id, message_id: whole.id }, query));
    const found = rowsAt(answer, 'data').find(({ id }) => String(id) === path.message_id);
    if (found || typeof answer?.next_cursor !== 'string' || answer.next_cursor === '') return found;
    query = { ...query, cursor: answer.next_cursor };
  }
  return undefined;
}

const unread = 'list the messages of its channel, or the replies, first';

const messageFields: Fields = {
  content: text('content'),
  resolved: value('resolved'),
  assignee: unseen('person'),
  group_assignee: unseen('group'),
  post_data: unseen(),
  content_format: 'says nothing',
  type: 'says nothing',
};

const newMessage: Row = {
  ...create('message', {
    by: 'deleteChatMessage',
    as: 'message_id',
    from: ['workspace_id'],
    in: inData,
    fields: messageFields,
  }),
  name: () => undefined,
};

/** Whether the token's user reacted to a message so. */
async function ownReaction(name: string, { path }: Sent, reads: Reads): Promise<Wire | undefined> {
  const { workspace_id = '', message_id = '' } = path;
  const [answer, self] = await Promise.all([
    reads.get('getChatMessageReactions', { workspace_id, message_id }),
    reads.get('GetAuthorizedUser', {}),
  ]);
  const own = String(objectAt(self, 'user').id);
  const isOwn = (row: Wire) => row.reaction === name && String(row.user_id ?? objectAt(row, 'user').id) === own;
  return answer && { reaction: rowsAt(answer, 'data').some(isOwn) ? name : null };
}

const reactionOf = (sent: Sent) => String(bodyOf(sent).reaction ?? sent.path.reaction);

const reaction = (adds: boolean): Row => ({
  ...relation('message', (sent, reads) => ownReaction(reactionOf(sent), sent, reads), {
    name: 'reaction',
    adds,
    of: reactionOf,
    has: (row) => row.reaction !== null,
    opposite(sent) {
      const { workspace_id = '', message_id = '' } = sent.path;
      const path = { workspace_id, message_id };
      const name = reactionOf(sent);
      return adds
        ? { id: 'deleteChatReaction', path: { ...path, reaction: name } }
        : { id: 'createChatReaction', path, body: { reaction: name } };
    },
  }),
  target: ({ path }) => path.message_id,
});

const pageAt = (reads: Reads, path: Sent['path'], page_id = path.page_id ?? '') =>
  reads.get(
    'getPagePublic',
    { workspace_id: path.workspace_id ?? '', doc_id: path.doc_id ?? '', page_id },
    { content_format: 'text/md' },
  );

const pageFields: Fields = {
  name: text('name'),
  sub_title: text('sub_title'),
  content: {
    ...text('content'),
    restore: (before) => ({ content: before, content_edit_mode: 'replace', content_format: 'text/md' }),
  },
  content_edit_mode: 'says nothing',
  content_format: 'says nothing',
  parent_page_id: unseen(),
};

const docFields: Fields = { name: text('name'), parent: unseen('place') };

const noDeletion = (noun: string) => `the API cannot delete ${noun}; a person can in ClickUp`;

export const chatAndDocs = {
  createChatChannel: newChannel,
  createLocationChatChannel: newChannel,
  createDirectMessageChatChannel: final('open', 'direct message', 'the API cannot close a direct message', {
    target: () => undefined,
    changes: (sent) => changesBy(channelFields, sent, undefined),
  }),
  updateChatChannel: update('channel', theChannel, channelFields),
  deleteChatChannel: remove('channel', gone, theChannel, { loses: async () => ['all its messages'] }),
  createChatMessage: newMessage,
  createReplyMessage: newMessage,
  patchChatMessage: update('message', theMessage, messageFields, { name: () => undefined, unread }),
  deleteChatMessage: remove('message', gone, theMessage, { loses: async () => ['the replies to it'], unread }),
  createChatReaction: reaction(true),
  deleteChatReaction: reaction(false),
  createDocPublic: create('Doc', { why: noDeletion('a Doc'), fields: docFields }),
  createPagePublic: create('page', { why: noDeletion('a page'), fields: pageFields }),
  editPagePublic: {
    ...update('page', ({ path }, reads) => pageAt(reads, path), pageFields),
    changes(sent, page) {
      const mode = bodyOf(sent).content_edit_mode;
      const changes = update('page', theChannel, pageFields).changes(sent, page);
      const joined = (before: unknown, after: unknown) =>
        mode === 'append' ? `${before}\n${after}` : mode === 'prepend' ? `${after}\n${before}` : after;
      return changes.map((change) =>
        change.name === 'content' ? { ...change, after: joined(change.before ?? '', change.after) } : change,
      );
    },
  },
} satisfies Record<string, Row>;
