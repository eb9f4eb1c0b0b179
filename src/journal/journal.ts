import type { History } from '../clickup/history.js';
import type { Runtime } from '../runtime/client.js';
import type { Send } from '../runtime/send.js';
import { historyIn } from './history.js';
import { type Recorder, recorder } from './recorder.js';
import type { Wholes } from './wholes.js';

/** The recorder of a client, in front of what sends, and the way back. */
export function journalOf(next: Send, runtime: () => Runtime, wholes: Wholes): Recorder & { history: History } {
  const { store, clock, router, description, secrets } = runtime();
  const hide = <Value>(value: Value): Value => secrets.hideIn(value);
  return {
    ...recorder({ store, clock, api: description, router, wholes, hide })(next),
    history: historyIn({ store, wholes, runtime }),
  };
}
