import type { components } from '../../../generated/api.js';
import { isPlainObject } from '../../runtime/plain-object.js';

/** A channel or direct message, as ClickUp sends it. */
export type WireChannel = components['schemas']['ChatChannel'];

/** A message, a post or a reply, as ClickUp sends it; replies have no thread of their own. */
export type WireMessage = Omit<components['schemas']['ChatMessage'], 'links' | 'replies_count' | 'post_data'> & {
  replies_count?: number;
  post_data?: { title?: string; subtype?: { id: string; name?: string } };
};

/** https://developer.clickup.com/reference/createchatmessage */
export const longestText = 40_000;
export const longestTitle = 255;
/** https://developer.clickup.com/reference/createdirectmessagechatchannel */
export const mostInDirectMessage = 15;
/** https://developer.clickup.com/reference/createchatchannel */
export const mostMembers = 100;

/**
 * Channels have ids such as 8cdxy-501, and those of a place 6-901711223344-8. A name may have a hyphen and a number too
 * (release-24), but hardly a digit before it.
 */
export const isChannelId = (text: string): boolean =>
  /^(?=[a-z]*\d)[a-z0-9]{4,}-\d+$/i.test(text) || /^\d+-\d+-\d+$/.test(text);

/** The address of a channel, or of a message and its thread, in the app. */
export const chatUrl = (workspace: string, channel: string, message?: string): string =>
  `https://app.clickup.com/${workspace}/chat/r/${channel}${message === undefined ? '' : `/t/${message}`}`;

/** The object of an answer: some of them come bare, some under `data`, and the documents do not say which for all. */
export function dataOf<T extends object>(answer: T | { data: T }): T {
  return 'data' in answer && isPlainObject(answer.data) ? (answer.data as T) : (answer as T);
}
