import { constants, setPriority } from 'node:os';
import { sender } from '../support/http-session.js';

// Sends one message over and over, whatever comes back: noisy.ts <url> <calls a second>, the message in NOISY_MESSAGE.
// In a process of its own, so that nobody else waits for it here.
const [url = '', perSecond = ''] = process.argv.slice(2);
const atOnce = 64;
/** One at a time, and two where it is late: bursts would be of this program, and not of the calls that it stands for. */
const tickMs = 2;
// It stands for another machine, whose work takes nothing of this one.
setPriority(constants.priority.PRIORITY_LOW);
const { send } = sender(atOnce);
let [due, under, sent] = [0, 0, 0];
const begun = performance.now();
setInterval(() => {
  due = ((performance.now() - begun) * Number(perSecond)) / 1000;
  for (let now = 0; now < 2 && sent < due && under < atOnce; now++) {
    sent += 1;
    under += 1;
    send(new URL(url), process.env.NOISY_MESSAGE).then(
      () => (under -= 1),
      () => (under -= 1),
    );
  }
}, tickMs);
process.on('disconnect', () => process.exit(0));
process.on('message', () => process.send?.({ sent, due: Math.round(due) }));
