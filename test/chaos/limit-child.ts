import { createClickUp } from '../../src/index.js';
import { fileLimit } from '../../src/node/file-limit.js';
import { httpTransport } from '../../src/node/http-transport.js';
import { scaledClock } from './scaled-clock.js';

/** What a child is to do: read as fast as it may until the end. */
export interface Order {
  url: string;
  folder: string;
  beganAt: number;
  speed: number;
  /** By the fast clock. */
  endsAt: number;
  workers: number;
}

const { url, folder, beganAt, speed, endsAt, workers } = JSON.parse(process.argv[2]!) as Order;
const clock = scaledClock(beganAt, speed);
const clickup = createClickUp({
  apiKey: 'pk_1_A',
  baseUrl: url,
  transport: httpTransport,
  clock,
  deadlineMs: 3_600_000,
  sharedLimit: fileLimit(folder, clock.now),
});
let answered = 0;
const worker = async () => {
  while (clock.now() < endsAt) {
    await clickup.api.GET('/v2/user', {}).then(
      () => answered++,
      () => undefined,
    );
  }
};
const working = Promise.all(Array.from({ length: workers }, worker));
await clock.sleep(Math.max(0, endsAt - clock.now()));
process.send?.(answered, () => process.exit(0));
await working;
