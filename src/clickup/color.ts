import { invalidInput } from '../runtime/errors.js';

/** A colour as #rrggbb in lower case, from that, #rgb, or either without the #. Throws ValidationError for any other text. */
export function hexColor(text: string, parameter: string): string;
export function hexColor(text: string | undefined, parameter: string): string | undefined;
export function hexColor(text: string | undefined, parameter: string): string | undefined {
  if (text === undefined) return undefined;
  const [, digits] = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim()) ?? [];
  if (!digits) {
    throw invalidInput(`${parameter} is not a colour: ${JSON.stringify(text)}`, {
      parameter,
      value: text,
      suggestion: 'Write colours as #rrggbb, such as #d32f2f.',
    });
  }
  const long = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits;
  return `#${long.toLowerCase()}`;
}
