import { clickUpError } from '../errors.js';
import type { Layer } from '../send.js';

/** Where the token comes from; asked at every attempt, so it may change. */
export interface Credentials {
  get(): string | undefined | Promise<string | undefined>;
}

/**
 * Signs each attempt. A personal token (`pk_...`) goes raw, an OAuth token as `Bearer`.
 * @see https://developer.clickup.com/docs/authentication
 */
export const auth =
  ({ credentials }: { credentials: Credentials }): Layer =>
  (next) =>
  async (request, call) => {
    const token = (await credentials.get())?.trim();
    if (!token) {
      throw clickUpError('UNAUTHORIZED', 'No ClickUp API key is configured', {
        suggestion:
          'Set CLICKUP_API_KEY to a personal token (ClickUp: avatar > Settings > Apps > API Token, starts with pk_).',
      });
    }
    if (!/^[\x21-\x7e]+$/.test(token)) {
      throw clickUpError('UNAUTHORIZED', 'The ClickUp API key contains spaces or characters that no token has', {
        suggestion: 'Copy the token again, without quotes, line breaks or the word Bearer.',
      });
    }
    request.headers.set('Authorization', token.startsWith('pk_') ? token : `Bearer ${token}`);
    return next(request, call);
  };
