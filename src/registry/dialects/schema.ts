import type { ArgumentSchema } from '../../../generated/catalog.js';

/** A tool as far as dialects go. */
export interface DialectTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: ArgumentSchema;
}

/** An object that takes any names: dialects without such objects take its JSON as text, which tools read. */
export const isOpenObject = ({ type, properties }: ArgumentSchema): boolean => type === 'object' && !properties;

export const jsonText = 'JSON object as text';

/** A description, and behind it what a dialect has no keyword for; as a part of an object, to be left out where it is empty. */
export function described({ description }: ArgumentSchema, ...additions: readonly string[]): { description?: string } {
  const added = additions.filter(Boolean);
  const text = [added.length > 0 ? description?.replace(/\.$/, '') : description, ...added].filter(Boolean).join('; ');
  return text === '' ? {} : { description: text };
}

/** The limits of a value in words. */
export function limitsOf(schema: ArgumentSchema): string {
  const { minimum, maximum, minItems, maxItems, minLength, maxLength } = schema;
  const range = (least: number | undefined, most: number | undefined, unit: string) => {
    if (least === undefined && most === undefined) return '';
    if (most === undefined) return `at least ${least}${unit}`;
    return least === undefined ? `at most ${most}${unit}` : `${least} to ${most}${unit}`;
  };
  const ranges = [
    range(minimum, maximum, ''),
    range(minItems, maxItems, ' items'),
    range(minLength, maxLength, ' characters'),
  ];
  return ranges.filter(Boolean).join(', ');
}
