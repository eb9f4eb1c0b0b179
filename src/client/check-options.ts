import { clickUpError } from '../runtime/errors.js';
import type { ClickUpOptions } from './options.js';

const isFunction = (value: unknown) => typeof value === 'function';
const isDuration = (value: unknown) => typeof value === 'number' && value > 0;

/** What an option takes, for plain JavaScript, which no compiler tells. The base URL is looked at where it is used. */
const rules: Partial<Record<keyof ClickUpOptions, { isFine(value: unknown): boolean; takes: string }>> = {
  apiKey: { isFine: (value) => typeof value === 'string', takes: 'the token as text' },
  credentials: {
    isFine: (value) => isFunction((value as { get?: unknown }).get),
    takes: 'an object whose get() gives the token',
  },
  fetch: { isFine: isFunction, takes: 'a function from Request to Response' },
  attemptMs: { isFine: isDuration, takes: 'milliseconds above 0' },
  deadlineMs: { isFine: isDuration, takes: 'milliseconds above 0' },
};

/** Throws a ValidationError for options that could only fail later, and as something else. Shows no value: one may be a key. */
export function checkOptions(options: ClickUpOptions): void {
  if (typeof options !== 'object' || options === null) {
    throw clickUpError('INVALID_PARAMETER', 'createClickUp takes an object of options', {
      suggestion: "Pass the key by name: createClickUp({ apiKey: 'pk_...' }).",
    });
  }
  for (const [name, { isFine, takes }] of Object.entries(rules)) {
    const value = options[name as keyof ClickUpOptions];
    if (value === undefined || value === null || isFine(value)) continue;
    throw clickUpError('INVALID_PARAMETER', `${name} is not ${takes}`, {
      suggestion: `Pass ${takes} as ${name}, or leave it out.`,
      details: { parameter: name },
    });
  }
}
