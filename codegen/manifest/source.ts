import { isMap, LineCounter, type Node, parseDocument } from 'yaml';
import type * as z from 'zod';
import { didYouMean, type Problem } from './problems.js';

export type Path = readonly PropertyKey[];

/** A YAML file as plain values that still know their lines. */
export class Source {
  readonly data: unknown;
  readonly #root: Node | null;
  readonly #lines = new LineCounter();

  constructor(
    readonly file: string,
    text: string,
    readonly problems: Problem[],
  ) {
    const document = parseDocument(text, { lineCounter: this.#lines, uniqueKeys: true });
    for (const { message, pos } of document.errors) {
      problems.push({ file, line: this.#lines.linePos(pos[0]).line, message: firstLine(message) });
    }
    this.#root = document.contents;
    this.data = document.errors.length === 0 ? document.toJS() : undefined;
  }

  /** The line of the deepest key along the path that is really there. */
  line(path: Path): number {
    let node: unknown = this.#root;
    let offset = this.#root?.range?.[0] ?? 0;
    for (const step of path) {
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => String(key) === String(step));
        if (!pair) break;
        offset = (pair.key as Node | null)?.range?.[0] ?? offset;
        node = pair.value;
      } else {
        node = (node as { get?: (key: unknown, keep: true) => unknown } | null)?.get?.(step, true);
        if (node === undefined || node === null) break;
        offset = (node as Node).range?.[0] ?? offset;
      }
    }
    return this.#lines.linePos(offset).line || 1;
  }

  report(path: Path, message: string): void {
    this.problems.push({ file: this.file, line: this.line(path), message });
  }

  /** The data in the schema's form, or undefined after the problems were reported. */
  check<T>(schema: z.ZodType<T>, data: unknown, path: Path, known: readonly string[]): T | undefined {
    const { success, data: checked, error } = schema.safeParse(data);
    if (success) return checked;
    for (const issue of error.issues) {
      const at = [...path, ...issue.path];
      if (issue.code === 'unrecognized_keys') {
        for (const key of issue.keys) {
          const isRest = /[ .]/.test(key) || valueAt(data, [...issue.path, key]) === null;
          const hint = isRest ? '; a text with a comma inside { } needs quotes' : didYouMean(key, known);
          this.report([...at, key], `unknown key "${key}"${hint}`);
        }
      } else {
        this.report(
          at,
          messageOf(
            issue,
            String(at.findLast((step) => typeof step === 'string') ?? 'the file'),
            valueAt(data, issue.path),
          ),
        );
      }
    }
    return undefined;
  }
}

/** What a value should be, in the words of a manifest. */
const typeWords: Partial<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  tuple: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

const messageOf = (issue: z.core.$ZodIssue, name: string, value: unknown): string => {
  if (issue.code === 'invalid_type') {
    const wanted = typeWords[issue.expected] ?? issue.expected;
    return value === undefined ? `needs ${name}: ${wanted}` : `${name} takes ${wanted}, not ${JSON.stringify(value)}`;
  }
  if (issue.code === 'invalid_value') {
    const allowed = issue.values.map(String);
    if (value === undefined) return `needs ${name}: ${allowed.join(' or ')}`;
    return `${name} takes ${allowed.join(' or ')}, not ${JSON.stringify(value)}${didYouMean(String(value), allowed)}`;
  }
  return `${name}: ${issue.message}`;
};

/** The parser's message without its own position and excerpt. */
const firstLine = (message: string): string => message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '');

const valueAt = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown> | null | undefined)?.[step], data);
