import { loadRedis, redisConnection, type SendCommand } from '../../node/redis.js';
import type { Notices } from './nodes.js';

/** What nodes share in a Redis: commands for limits, and a channel. */
export interface SharedRedis {
  send: SendCommand;
  notices(channel: string, hear: (text: string) => void): Notices;
  close(): void;
}

const silenceMs = 5_000;

/** The Redis of `REDIS_URL`. One that cannot be reached is asked again; a node does without it meanwhile. */
export async function openRedis(url: string): Promise<SharedRedis> {
  const redis = await loadRedis('REDIS_URL', 'leave REDIS_URL out');
  const { send, close } = redisConnection(redis, url);
  return {
    send,
    close,
    notices(channel, listener) {
      let heardAt = performance.now();
      const hear = (text: string) => {
        heardAt = performance.now();
        listener(text);
      };
      const listening = redisConnection(redis, url, { channel, listener: hear });
      return {
        async send(text) {
          // Whoever sends hears itself, unless the other connection was lost without a word.
          if (performance.now() - heardAt > silenceMs) listening.renew();
          await listening.send([]);
          await send(['PUBLISH', channel, text]);
        },
        close: async () => listening.close(),
      };
    },
  };
}
