import type { History } from '../clickup/history.js';
import type { Wholes } from '../journal/wholes.js';
import type { Runtime } from '../runtime/client.js';
import { lazily } from '../runtime/lazily.js';
import type { Layer, Send } from '../runtime/send.js';
import { clickUpApi } from './api-description.js';

/** What a client records of its writes. */
export interface Recording {
  readonly layer: Layer;
  readonly history: History;
}

/** Records the writes of a client; its code is loaded with the first request. */
export function recordingOf(runtime: () => Runtime, wholes: () => Promise<Wholes>): Recording {
  const layer: Layer = (next) => {
    const loaded = lazily(async (): Promise<Send> => {
      const [{ recorder }, known] = await Promise.all([import('../journal/recorder.js'), wholes()]);
      const { store, clock, router, secrets } = runtime();
      const hide = <Value>(value: Value): Value => secrets.hideIn(value);
      return recorder({ store, clock, api: clickUpApi, router, wholes: known, hide })(next);
    });
    return async (request, context) => (await loaded())(request, context);
  };
  const history = lazily(async (): Promise<History> => {
    const [{ historyIn }, known] = await Promise.all([import('../journal/history.js'), wholes()]);
    return historyIn({ store: runtime().store, wholes: known, runtime });
  });
  return {
    layer,
    history: {
      list: async (ctx) => (await history()).list(ctx),
      undo: async (ctx, choice) => (await history()).undo(ctx, choice),
    },
  };
}
