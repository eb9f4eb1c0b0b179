import { USERS } from '../ids.js';
import { type CommentSpec, c } from './spec.js';

/** A thread of more than one page on the offline unlock, oldest first. */
export const offlineUnlock: readonly CommentSpec[] = [
  c('tomas', 12, '08:00', 'Kick-off notes: a token signed by us, checked by the lock, valid for one ride.'),
  c('priya', 12, '09:30', 'Which key do the locks trust today?'),
  c('samuel', 12, '10:05', 'One per series, burnt in at the factory.'),
  c('priya', 12, '10:20', 'Then tokens carry the series, or we check too many keys.'),
  c('yuki', 11, '01:15', 'The phone has to keep tokens for how long?'),
  c('tomas', 11, '08:40', 'Thirty minutes. A rider who walks to a bike needs ten.'),
  c('yuki', 11, '23:50', 'Secure store on both systems is fine with that.'),
  c('priya', 10, '05:30', 'Server side signs now, behind a flag.'),
  c('samuel', 10, '11:45', 'Firmware checks the signature in 40 ms.', { reactions: [['1F389', 'priya']] }),
  c('lena', 10, '14:10', 'Great. What happens to a ride that starts offline and ends online?', {
    key: 'offlineQuestion',
    replies: [
      c('priya', 9, '04:45', 'The lock reports the token id at the end; we match the ride by it.'),
      c('lena', 9, '07:30', 'And if it never reports?'),
      c('priya', 9, '07:50', 'The bike reports at the next station. Support sees it as an open ride.'),
    ],
  }),
  c('chloe', 9, '15:00', 'Can riders see that they are offline? The help page needs a picture.'),
  c('yuki', 9, '23:30', 'A small cloud with a stroke, next to the battery.'),
  c('tomas', 8, '09:00', 'Field test needs a place without any signal. Ideas?'),
  c('lena', 8, '16:15', 'The underground car park at the harbour. The depot has the key.'),
  c('tomas', 8, '17:00', 'Perfect, I made it a subtask.'),
  c('samuel', 7, '10:30', 'Two locks of series B refuse every token.', { assignee: 'samuel', resolved: true }),
  c('samuel', 7, '15:20', 'Their clock was one hour off. Summer time.'),
  c('priya', 7, '15:40', 'So we must tolerate drift. Ninety seconds is what the audit allows.'),
  c('tomas', 6, '08:20', 'I linked the task that rejects more than that.'),
  c('yuki', 6, '02:10', 'Tokens survive an app update, tested.'),
  c('lena', 6, '13:00', 'Please write down what support should ask riders.', { assignee: 'tomas' }),
  c('tomas', 5, '09:30', 'Draft is in the runbook.'),
  c('samuel', 5, '14:00', 'Review of the firmware part would help.', { assignee: 'priya' }),
  c('priya', 4, '05:10', 'Looked through it: please reject tokens from the future too.'),
  c('samuel', 4, '10:15', 'Done, with a test.'),
  c('yuki', 4, '23:40', 'The animation while unlocking is at 60 frames.'),
  c('chloe', 3, '14:30', 'I could use a short film of it for the launch.'),
  c('lena', 3, '15:10', 'Acceptance criteria are ready from my side; one question left on pricing.'),
  c('tomas', 2, '18:00', [
    { type: 'tag', user: { id: Number(USERS.yuki) } },
    { text: ' can you join the field test on Tuesday?', attributes: {} },
  ]),
  c('yuki', 1, '03:20', 'Yes, from ten o’clock.'),
  c('priya', 0, '05:25', 'Signing keys for production are in the vault.'),
  c('lena', 0, '08:20', 'I am going through the criteria now.', { key: 'offlineNewest' }),
];
