import { invalidInput } from '../../runtime/errors.js';

/** Names of the characters that people react with most. */
const names: Readonly<Record<string, string>> = {
  '👍': 'thumbsup',
  '👎': 'thumbsdown',
  '❤': 'heart',
  '🎉': 'tada',
  '👀': 'eyes',
  '✅': 'white_check_mark',
  '🚀': 'rocket',
  '🔥': 'fire',
  '👏': 'clap',
  '🙏': 'pray',
  '😄': 'smile',
  '😂': 'joy',
  '💯': '100',
};

/** What may follow a character without changing which it is: how it is drawn, and the colour of a skin. */
const variants = /[\ufe0f\u{1f3fb}-\u{1f3ff}]/gu;

/** The name as ClickUp takes it: lower case, no colons. https://developer.clickup.com/reference/createchatreaction */
export function emojiName(text: string): string {
  const name = text.trim().replace(/^:|:$/g, '').toLowerCase();
  if (/^[\p{L}\p{N}_+-]+$/u.test(name)) return name;
  const named = names[name.replace(variants, '')];
  if (named) return named;
  throw invalidInput(`${JSON.stringify(text)} is not the name of an emoji`, {
    parameter: 'reaction',
    value: text,
    suggestion: 'Write its name: thumbsup, tada, eyes, white_check_mark.',
  });
}
