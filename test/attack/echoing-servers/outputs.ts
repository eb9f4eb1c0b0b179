import { inspect } from 'node:util';
import { createClickUp } from '../../../src/index.js';
import { type Clock, systemClock } from '../../../src/runtime/clock.js';

/** Real limits, but no waiting between attempts. */
const hastyClock: Clock = { ...systemClock, sleep: () => new Promise((resolve) => setImmediate(resolve)) };
const deadlineMs = 5_000;

const id = { task_id: '86c131205' };
const calls: readonly [tool: string, input: object][] = [
  ['clickup_task_get', id],
  ['clickup_task_get', { ...id, detail: 'full' }],
  ['clickup_task_update', { ...id, name: 'Changed' }],
  ['clickup_task_create_bulk', { list_id: '901710000302', tasks: [{ name: 'One' }, { name: 'Two' }] }],
];

/** What a program sees of a client on some server: each place where a key could surface, with its text. */
export async function outputsOf(apiKey: string, baseUrl: string): Promise<Map<string, string>> {
  const events: unknown[] = [];
  const clickup = createClickUp({
    apiKey,
    baseUrl,
    deadlineMs,
    debug: true,
    timeZone: 'UTC',
    clock: hastyClock,
    onEvent: (event) => events.push(event),
  });
  const outputs = new Map<string, string>();
  for (const [tool, input] of calls) {
    outputs.set(`the envelope of ${tool}`, JSON.stringify(await clickup.call(tool as string, input)));
  }
  outputs.set('the error that a method throws', await thrownBy(() => clickup.task.get(id)));
  outputs.set('the error that the raw client throws', await thrownBy(() => clickup.api.GET('/v2/user')));
  outputs.set('an event', everything(events));
  outputs.set('the client when shown', everything(clickup));
  return outputs;
}

async function thrownBy(call: () => Promise<unknown>): Promise<string> {
  try {
    await call();
    return '';
  } catch (error) {
    return everything(error);
  }
}

/** All that a log or a debugger can show of a value: hidden fields, causes and bytes included. */
function everything(value: unknown): string {
  const shown = inspect(value, { depth: 20, showHidden: true, maxStringLength: null, maxArrayLength: null });
  return `${shown}\n${JSON.stringify(value)}\n${bytesIn(value)}`;
}

function bytesIn(value: unknown, seen = new Set<unknown>()): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
  if (typeof value !== 'object' || value === null || seen.has(value)) return '';
  seen.add(value);
  return Reflect.ownKeys(value)
    .map((key) => bytesIn(Reflect.get(value, key), seen))
    .join('');
}
