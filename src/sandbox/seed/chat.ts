import { subtypesOf } from '../domain/post-subtypes.js';
import { hash } from '../random.js';
import type { ChannelRow, ReactionRow } from '../state/chat.js';
import type { SeedFunction } from './context.js';
import { CHANNELS, LISTS, MESSAGES, USERS, WORKSPACE_ID } from './ids.js';

type Person = keyof typeof USERS;

interface MessageSpec {
  readonly by: Person;
  readonly at: readonly [days: number, time: string];
  readonly text: string;
  readonly key?: keyof typeof MESSAGES;
  /** Title of a post. */
  readonly post?: string;
  readonly reactions?: ReadonlyArray<readonly [reaction: string, by: Person]>;
  readonly replies?: readonly MessageSpec[];
}

interface ChannelSpec extends Partial<Pick<ChannelRow, 'type' | 'visibility' | 'topic' | 'parentType' | 'parentId'>> {
  readonly name: string;
  readonly by: Person;
  readonly with?: readonly Person[];
  readonly messages: readonly MessageSpec[];
}

const m = (by: Person, days: number, time: string, text: string, more: Partial<MessageSpec> = {}): MessageSpec => ({
  by,
  at: [days, time],
  text,
  ...more,
});

const everyone: readonly Person[] = ['tomas', 'priya', 'samuel', 'yuki', 'chloe'];

const channels: Readonly<Record<keyof typeof CHANNELS, ChannelSpec>> = {
  general: {
    name: 'General',
    by: 'lena',
    with: everyone,
    topic: 'What everyone should know',
    messages: [
      m('lena', 6, '08:00', 'Welcome to the week before the field test.'),
      m('chloe', 4, '14:00', 'Posters are at the printer. **Last chance** for typos.', {
        key: 'posters',
        reactions: [
          ['eyes', 'tomas'],
          ['tada', 'lena'],
        ],
        replies: [
          m('tomas', 4, '14:20', 'Found one: “Haber Bikes”.', { key: 'typo' }),
          m('chloe', 4, '14:25', 'Saved. Thank you!', { reactions: [['sweat_smile', 'tomas']] }),
        ],
      }),
      m('lena', 3, '09:00', 'Rent for the depot is signed for five more years.', {
        key: 'depotPost',
        post: 'The depot stays',
        reactions: [['bike', 'priya']],
      }),
      m('priya', 0, '04:40', 'Good morning from Kolkata. @Lena Hoffmann the second region contract arrived.', {
        key: 'mention',
      }),
    ],
  },
  sprint24: {
    name: 'Sprint 24',
    by: 'tomas',
    with: ['priya', 'samuel', 'yuki'],
    parentType: 6,
    parentId: LISTS.sprint24,
    messages: [
      m('tomas', 7, '08:30', 'Sprint 24 starts now, the goal is in the List.'),
      m('samuel', 1, '08:45', 'The grey button needs somebody with an Android phone.'),
    ],
  },
  leads: {
    name: 'Leads',
    by: 'lena',
    with: ['tomas'],
    visibility: 'PRIVATE',
    messages: [m('lena', 2, '16:00', 'Salary bands are in a private Doc.')],
  },
  lenaPriya: {
    name: 'Priya Nair',
    by: 'lena',
    with: ['priya'],
    type: 'DM',
    visibility: 'PRIVATE',
    messages: [
      m('priya', 1, '05:00', 'Shall I prepare the failover rehearsal?'),
      m('lena', 1, '08:10', 'Yes please, for Thursday.'),
    ],
  },
};

/** A public channel, one of a List, a private one and a direct message. */
export const seedChat: SeedFunction = ({ state, at }) => {
  const subtypeId = subtypesOf('post')[0]?.id ?? '';
  for (const [key, spec] of Object.entries(channels)) {
    const channelId = CHANNELS[key as keyof typeof CHANNELS];
    const memberIds = [spec.by, ...(spec.with ?? [])].map((name) => USERS[name]);
    state.channels.put({
      id: channelId,
      workspaceId: WORKSPACE_ID,
      type: spec.type ?? 'CHANNEL',
      name: spec.name,
      description: '',
      topic: spec.topic ?? '',
      visibility: spec.visibility ?? 'PUBLIC',
      parentType: spec.parentType ?? 7,
      parentId: spec.parentId ?? WORKSPACE_ID,
      creatorId: USERS[spec.by],
      memberIds,
      followerIds: memberIds,
      dateCreated: at(60, '10:00'),
      dateUpdated: at(60, '10:00'),
      archived: false,
    });
    const add = (message: MessageSpec, parentId: string | null): void => {
      const date = at(message.at[0], message.at[1]);
      const id = message.key
        ? MESSAGES[message.key]
        : `9015${String(hash(`${key} ${message.by} ${message.at.join(' ')}`)).padStart(10, '0')}`;
      const reactions: ReactionRow[] = (message.reactions ?? []).map(([reaction, by]) => ({
        reaction,
        userId: USERS[by],
        date: date + 60_000,
      }));
      state.messages.put({
        id,
        workspaceId: WORKSPACE_ID,
        channelId,
        parentId,
        type: message.post ? 'post' : 'message',
        userId: USERS[message.by],
        content: message.text,
        date,
        dateUpdated: null,
        post: message.post ? { title: message.post, subtypeId } : null,
        assigneeId: null,
        assignedById: null,
        dateAssigned: null,
        groupAssigneeId: null,
        resolvedById: null,
        dateResolved: null,
        followerIds: [],
        reactions,
      });
      for (const answer of message.replies ?? []) add(answer, id);
    };
    for (const message of spec.messages) add(message, null);
  }
};
