import { operations } from '../../generated/operations.js';
import { nearest } from '../runtime/nearest.js';
import { type FaultRule, faultKinds } from '../sandbox/index.js';
import { UsageError } from './usage.js';

/** How each part of a rule is read from its text. */
const parts: Record<string, (text: string) => unknown> = {
  operation: (text) => oneOrMore(text, operationOf),
  method: (text) => oneOrMore(text, methodOf),
  nth: (text) =>
    oneOrMore(text, (item) => numberOf('nth', item, /^[1-9]\d*$/, 'whole numbers from 1, such as nth=1,3')),
  share: (text) => numberOf('share', text, /^(0(\.\d+)?|1(\.0+)?|\.\d+)$/, 'a number from 0 to 1, such as share=0.1'),
  retryAfter: (text) =>
    text !== 'false' && numberOf('retryAfter', text, /^\d+$/, 'whole seconds, or false for no header'),
  delayMs: (text) => numberOf('delayMs', text, /^\d+$/, 'whole milliseconds'),
};

/** Reads `kind`, then any of `:operation=CreateTask`, `:method=POST`, `:nth=1,3`, `:share=0.1`, `:retryAfter=5`. */
export function parseFault(rule: string): FaultRule {
  const [kind = '', ...rest] = rule.split(':');
  if (!faultKinds.some((known) => known === kind)) throw unknown('no fault is called', kind, faultKinds);
  const read = rest.map((part) => {
    const [name = '', ...value] = part.split('=');
    const reader = Object.hasOwn(parts, name) ? parts[name] : undefined;
    if (!reader) throw unknown('a fault has no', name, Object.keys(parts));
    return [name, reader(value.join('='))];
  });
  return { kind, ...Object.fromEntries(read) };
}

function oneOrMore<T>(text: string, read: (item: string) => T): T | T[] {
  const [first, ...more] = text.split(',').map(read) as [T, ...T[]];
  return more.length > 0 ? [first, ...more] : first;
}

function operationOf(name: string): string {
  if (Object.hasOwn(operations, name)) return name;
  const near = nearest(name, Object.keys(operations));
  throw new UsageError(
    `no operation is called ${name}`,
    near ? `Did you mean ${near}?` : "An operation is named as in ClickUp's API description: GetTasks, CreateTask ...",
  );
}

function methodOf(text: string): string {
  const method = text.toUpperCase();
  if (/^(GET|POST|PUT|PATCH|DELETE)$/.test(method)) return method;
  throw new UsageError(`no request has the method ${text}`, 'There are: GET, POST, PUT, PATCH, DELETE.');
}

function numberOf(name: string, text: string, form: RegExp, wanted: string): number {
  if (form.test(text)) return Number(text);
  throw new UsageError(`${name} is ${text === '' ? 'empty' : text}`, `It takes ${wanted}.`);
}

function unknown(problem: string, word: string, known: readonly string[]): UsageError {
  const near = nearest(word, known);
  return new UsageError(
    `${problem} ${word || '(nothing)'}`,
    near ? `Did you mean ${near}?` : `There are: ${known.join(', ')}.`,
  );
}
