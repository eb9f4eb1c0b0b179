import { invalidInput } from '../runtime/errors.js';
import { nearest } from '../runtime/nearest.js';
import { optionRules } from './option-rules.js';
import type { ClickUpOptions } from './options.js';

const names = Object.keys(optionRules) as (keyof ClickUpOptions)[];

/** Throws a ValidationError for options that could only fail later, and as something else. Shows no value: one may be a key. */
export function checkOptions(options: ClickUpOptions): void {
  if (typeof options !== 'object' || options === null) {
    throw invalidInput('createClickUp takes an object of options', {
      suggestion: "Pass the key by name: createClickUp({ apiKey: 'pk_...' }).",
    });
  }
  for (const name of Object.keys(options)) if (!Object.hasOwn(optionRules, name)) throw unknownOption(name);
  for (const name of names) {
    const { isFine, takes } = optionRules[name];
    const value = options[name];
    if (value === undefined || value === null || isFine(value)) continue;
    throw invalidInput(`${name} is not ${takes}`, {
      suggestion: `Pass ${takes} as ${name}, or leave it out.`,
      parameter: name,
    });
  }
}

function unknownOption(name: string) {
  const near = nearest(name, names);
  return invalidInput(`createClickUp has no option ${name}`, {
    suggestion: near ? `Did you mean ${near}?` : `It takes: ${names.join(', ')}.`,
    parameter: name,
    nearest: near,
  });
}
