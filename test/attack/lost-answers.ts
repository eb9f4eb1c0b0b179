import { createClickUp, type Envelope } from '../../src/index.js';
import { type Clock, systemClock } from '../../src/runtime/clock.js';
import type { Attack } from './attack.js';
import { type Case, fetchWays, lostReads, lostWrites, mixedWrites, socketWays } from './lost-answers/cases.js';
import { Judge } from './lost-answers/judge.js';
import type { Lossy, Plan } from './lost-answers/lossy.js';
import { lossyFetch } from './lost-answers/lossy-fetch.js';
import { lossyServer } from './lost-answers/lossy-server.js';
import type { Fate } from './lost-answers/way.js';
import { sideBySide } from './support/side-by-side.js';
import { transports } from './support/transports.js';

/** Real limits, but no waiting between attempts. */
const hastyClock: Clock = { ...systemClock, sleep: () => new Promise((resolve) => setImmediate(resolve)) };
const attemptMs = 400;
const deadlineMs = 20_000;

/** Answers that do not arrive, or not whole: is anything done twice, kept secret, or recommended to be done twice? */
export const lostAnswers: Attack = {
  limitMs: { small: 60_000, full: 600_000 },
  async run(options) {
    const judge = new Judge();
    const writing = judging((one, lossy, envelope) => judge.write(one.tool, one.label, lossy.writes, envelope));
    const reading = judging((one, _, envelope) => judge.read(one.label, envelope));
    await sideBySide(lostWrites(fetchWays, options), writing(lossyFetch));
    await sideBySide(lostReads(fetchWays, options), reading(lossyFetch));
    for (const transport of Object.values(transports)) {
      const open = lossyServer(transport);
      await sideBySide(lostWrites(socketWays, options), writing(open));
      await sideBySide(mixedWrites(options), writing(open));
      await sideBySide(lostReads(socketWays, options), reading(open));
    }
    return judge.rows;
  },
};

/** Runs one case against a ClickUp of its own. */
const judging =
  (judge: (one: Case<never>, lossy: Lossy, envelope: Envelope) => void) =>
  <Way extends Fate>(open: (plan: Plan<Way>) => Promise<Lossy>) =>
  async (one: Case<Way>): Promise<void> => {
    const lossy = await open(one.plan);
    const clickup = createClickUp({ ...lossy.options, clock: hastyClock, attemptMs, deadlineMs, timeZone: 'UTC' });
    judge(one as Case<never>, lossy, await clickup.call(one.tool as string, one.input));
    lossy.close();
  };
