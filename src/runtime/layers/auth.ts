import { type Call, untilEnded } from '../call.js';
import { ClickUpError, clickUpError } from '../errors.js';
import type { Secrets } from '../secrets.js';
import type { Layer } from '../send.js';
import { isToken } from '../token.js';

/**
 * Where the token comes from; asked at every attempt, so it may change.
 *
 * @example
 * const credentials: Credentials = { get: async () => process.env.CLICKUP_API_KEY };
 * const clickup = createClickUp({ credentials });
 */
export interface Credentials {
  get(): string | undefined | Promise<string | undefined>;
}

/**
 * Signs each attempt. A personal token (`pk_...`) goes raw, an OAuth token as `Bearer`.
 * @see https://developer.clickup.com/docs/authentication
 */
export const auth =
  ({ credentials, secrets }: { credentials: Credentials; secrets: Secrets }): Layer =>
  (next) =>
  async (request, context) => {
    const token = (await tokenOf(credentials, context.call))?.trim();
    if (!token) {
      throw clickUpError('UNAUTHORIZED', 'No ClickUp API key is configured', {
        suggestion:
          'Set CLICKUP_API_KEY to a personal token (ClickUp: avatar > Settings > Apps > API Token, starts with pk_); a program passes it as apiKey.',
      });
    }
    if (!isToken(token)) {
      throw clickUpError(
        'UNAUTHORIZED',
        'The ClickUp API key is a placeholder or contains characters that no token has',
        {
          suggestion:
            'Give the token itself, without quotes, line breaks or the word Bearer, and not the name of a variable.',
        },
      );
    }
    secrets.add(token);
    request.headers.set('Authorization', token.startsWith('pk_') ? token : `Bearer ${token}`);
    return next(request, context);
  };

/** A failure here is none of the network's, so that nothing is repeated; what it says may be secret. */
async function tokenOf(credentials: Credentials, call: Call): Promise<string | undefined> {
  try {
    const given = credentials.get();
    return typeof given === 'object' && given !== null ? await untilEnded(call, Promise.resolve(given)) : given;
  } catch (cause) {
    if (cause instanceof ClickUpError) throw cause;
    throw clickUpError('UNAUTHORIZED', 'The credentials gave no API key', {
      suggestion: 'The credentials of this program failed; correct what their get() does, then repeat.',
      cause,
    });
  }
}
