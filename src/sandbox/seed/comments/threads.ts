import { LISTS, TASKS, USERS, VIEWS } from '../ids.js';
import { offlineUnlock } from './offline-unlock.js';
import { type CommentSpec, c } from './spec.js';

const mention = (id: string) => ({ type: 'tag', user: { id: Number(id) } });
const line = (text: string) => ({ text, attributes: {} });
const bullet = { text: '\n', attributes: { list: { list: 'bullet' } } };

/** Comments by where they were written. */
export const threads: Readonly<Record<string, readonly CommentSpec[]>> = {
  [`task:${TASKS.offlineUnlock}`]: offlineUnlock,

  [`task:${TASKS.greyButton}`]: [
    c('samuel', 3, '09:12', 'Support has 41 tickets about this since Friday. Phones wake up, the button stays grey.'),
    c(
      'yuki',
      3,
      '09:40',
      'I can repeat it on Android 16. The Bluetooth session is gone after sleep and nobody opens it again.',
      {
        key: 'greyButtonCause',
        replies: [
          c('samuel', 3, '09:55', 'Same on iOS. Airplane mode on and off brings it back.'),
          c('tomas', 3, '10:20', 'Then let us reopen the session when the app comes to the front.'),
        ],
      },
    ),
    c(
      'tomas',
      2,
      '08:05',
      [mention(USERS.samuel), line(' please decide until Monday whether this goes into Sprint 24.')],
      { key: 'greyButtonAction', assignee: 'samuel' },
    ),
    c('lena', 1, '17:30', 'The depot asks for a sentence that support can send to riders.', {
      key: 'greyButtonDone',
      assignee: 'chloe',
      resolved: true,
      reactions: [['1F44D', 'chloe']],
      replies: [c('chloe', 1, '19:10', 'Sent to support in three languages.')],
    }),
  ],

  [`task:${TASKS.stationApi}`]: [
    c(
      'priya',
      1,
      '05:20',
      'The handler reads the last heartbeat and there is none. A dock that is offline must answer 200 with state unknown.',
    ),
    c('tomas', 1, '07:45', 'Agreed. Please add a contract test with the station team.', { assignee: 'priya' }),
  ],

  [`task:${TASKS.secondRegion}`]: [
    c('priya', 10, '06:10', 'Blocked: the contract with the cloud provider covers one region only.', {
      key: 'secondRegionBlocker',
      replies: [c('lena', 9, '08:00', 'Purchasing has the offer. I expect the signature this week.')],
    }),
    c(
      'tomas',
      4,
      '08:30',
      [
        line('Needed before we can go on:'),
        { text: '\n', attributes: {} },
        line('signature by purchasing'),
        bullet,
        line('network plan from '),
        mention(USERS.priya),
        bullet,
      ],
      { assignee: 'lena' },
    ),
  ],

  [`task:${TASKS.certificates}`]: [
    c('samuel', 6, '11:00', 'The vendor sends the new root certificate only after a security review.'),
    c('tomas', 5, '09:15', 'I booked the review for Wednesday.', { assignee: 'tomas' }),
  ],

  [`task:${TASKS.brakePads}`]: [
    c('diego', 8, '16:40', 'Eleven of twenty bikes are done. Pads for the rest arrive on Tuesday.'),
    c('lena', 7, '07:20', 'Thank you. Please keep the worn ones, the maker wants to see them.', {
      reactions: [['1F44D', 'diego']],
    }),
  ],

  [`task:${TASKS.fireDrill}`]: [c('lena', 12, '09:00', 'The fire brigade proposes the 22nd at ten o’clock.')],

  [`list:${LISTS.sprint24}`]: [
    c('tomas', 7, '08:00', 'Sprint goal: unlocking works on the first try, also without a signal.', {
      key: 'sprintGoal',
    }),
    c('yuki', 3, '02:30', 'I am out on Thursday, Samuel covers the lock tests.'),
  ],
  [`list:${LISTS.apiPlatform}`]: [
    c('tomas', 9, '09:45', 'Four tasks of the unlock goal are blocked. Comments on each say by what.'),
  ],

  [`view:${VIEWS.mobileChat}`]: [
    c('samuel', 4, '08:02', 'Build 512 is in the test channel.'),
    c('yuki', 4, '08:10', 'The map is really fast now.', { reactions: [['1F680', 'samuel']] }),
    c('priya', 3, '05:00', 'Staging is slow for an hour, I am loading ride data.'),
    c('tomas', 3, '12:15', 'Review of Sprint 24 is on the 12th at 14:00.', { key: 'chatReview' }),
    c('chloe', 1, '18:20', 'May I show the offline unlock in the opening film?', {
      replies: [c('lena', 1, '19:00', 'Yes, with the test bike.')],
    }),
    c('samuel', 0, '08:05', 'Good morning, the grey button is next.'),
  ],
};
