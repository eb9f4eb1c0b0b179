import type { History } from '../clickup/history.js';
import type { Recorder } from '../journal/recorder.js';
import type { Wholes } from '../journal/wholes.js';
import type { Runtime } from '../runtime/client.js';
import { lazily } from '../runtime/lazily.js';
import type { Layer } from '../runtime/send.js';
import { clickUpApi } from './api-description.js';

/** What a client records of its writes. */
export interface Recording {
  readonly layer: Layer;
  /** Hears of a lost write once it is known that it took effect. */
  readonly settled: Recorder['settled'];
  readonly history: History;
}

/** Records the writes of a client; its code is loaded with the first request. */
export function recordingOf(runtime: () => Runtime, wholes: () => Promise<Wholes>): Recording {
  let loaded: (() => Promise<Recorder>) | undefined;
  const layer: Layer = (next) => {
    const load = lazily(async () => {
      const [{ recorder }, known] = await Promise.all([import('../journal/recorder.js'), wholes()]);
      const { store, clock, router, secrets } = runtime();
      const hide = <Value>(value: Value): Value => secrets.hideIn(value);
      return recorder({ store, clock, api: clickUpApi, router, wholes: known, hide })(next);
    });
    loaded = load;
    return async (request, context) => (await load()).send(request, context);
  };
  const history = lazily(async (): Promise<History> => {
    const [{ historyIn }, known] = await Promise.all([import('../journal/history.js'), wholes()]);
    return historyIn({ store: runtime().store, wholes: known, runtime });
  });
  return {
    layer,
    settled: async (...given) => (await loaded?.())?.settled(...given),
    history: {
      list: async (ctx) => (await history()).list(ctx),
      undo: async (ctx, choice) => (await history()).undo(ctx, choice),
    },
  };
}
