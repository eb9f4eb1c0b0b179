import type { OperationId } from '../../../generated/operations.js';
import type { LookUp } from '../../runtime/look-up.js';
import { isPlainObject } from '../../runtime/plain-object.js';
import { byCursor, idOf, objectAt, type Rules, rowsAt, sameName, text } from './listing.js';

const squeezed = (value: unknown): string => text(value).replace(/\s+/g, ' ');

const message = (read: OperationId): LookUp => ({
  read,
  page: byCursor,
  rows: (answer) => rowsAt(answer, 'data'),
  isLike: (row, { body }) => row.type === body.type && squeezed(row.content) === squeezed(body.content),
  created: ({ date }) => Number(date),
  creator: ({ user_id }) => user_id,
  newestFirst: true,
  answer: (row) => row,
});

const channel: LookUp = {
  read: 'getChatChannels',
  page: byCursor,
  rows: (answer) => rowsAt(answer, 'data'),
  // The channel of a place has the name of that.
  isLike: (row, sent) =>
    isPlainObject(sent.body.location)
      ? idOf(objectAt(row, 'parent').id) === idOf(sent.body.location.id)
      : sameName(row, sent),
  created: ({ created_at }) => Date.parse(String(created_at)),
  creator: ({ creator }) => creator,
  // The one that was there before would have been answered with 200.
  status: 201,
  answer: (row) => ({ data: row }),
};

export const chatRules = {
  createChatMessage: message('getChatMessages'),
  createReplyMessage: message('getChatMessageReplies'),
  createChatChannel: channel,
  createLocationChatChannel: channel,
} satisfies Rules;
