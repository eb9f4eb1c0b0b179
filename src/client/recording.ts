import type { History } from '../clickup/history.js';
import type { Recorder } from '../journal/recorder.js';
import type { Wholes } from '../journal/wholes.js';
import type { Runtime } from '../runtime/client.js';
import { lazily } from '../runtime/lazily.js';
import type { Layer } from '../runtime/send.js';

/** What a client records of its writes. */
export interface Recording {
  readonly layer: Layer;
  /** Hears of a lost write once it is known that it took effect. */
  readonly settled: Recorder['settled'];
  readonly history: () => Promise<History>;
}

/** Answers that say where something lies which is written to by its id alone. */
const tellsParts = /(Comments|ChatMessages|Replies)$/;

/**
 * Records the writes of a client, whose code is loaded with the first request; where it does not, it listens only to what
 * plans need to know.
 */
export function recordingOf(runtime: () => Runtime, wholes: () => Promise<Wholes>, records = false): Recording {
  let journal!: () => Promise<Recorder & { history: History }>;
  return {
    layer(next) {
      journal = lazily(async () => (await import('../journal/journal.js')).journalOf(next, runtime, await wholes()));
      return async (request, context) => {
        if (records) return (await journal()).send(request, context);
        const response = await next(request, context);
        if (tellsParts.test(context.operation?.id ?? '')) await (await wholes()).hear(request, context, response);
        return response;
      };
    },
    settled: async (...given) => (records ? (await journal()).settled(...given) : undefined),
    history: async () => (await journal()).history,
  };
}
