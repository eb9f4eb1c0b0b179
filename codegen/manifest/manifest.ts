import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isMap, LineCounter, type Node, parseDocument } from 'yaml';
import * as z from 'zod';
import { categories } from '../model.js';
import { didYouMean, type Problem, type Report } from './problems.js';

/** One argument as the manifest has it. */
export interface InputSpec {
  kind: string;
  required?: boolean | undefined;
  description?: string | undefined;
  doc?: string | undefined;
  example?: unknown;
  enum?: string[] | undefined;
  to?: string | undefined;
  min?: number | undefined;
  max?: number | undefined;
  items?: Record<string, InputSpec> | undefined;
  properties?: Record<string, InputSpec> | undefined;
}

const inputSpec: z.ZodType<InputSpec> = z.lazy(() =>
  z.strictObject({
    kind: z.string(),
    required: z.boolean().optional(),
    description: z.string().optional(),
    doc: z.string().optional(),
    example: z.unknown().optional(),
    enum: z.array(z.string()).min(1).optional(),
    to: z.string().optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    items: z.record(z.string(), inputSpec).optional(),
    properties: z.record(z.string(), inputSpec).optional(),
  }),
);

const values = z.record(z.string(), z.unknown());
const send = z.strictObject({ query: values.optional(), body: values.optional() });
const branch = z.strictObject({
  when: z.union([z.string(), z.array(z.string()).min(1)]).optional(),
  operation: z.string(),
  from: z.record(z.string(), z.string()).optional(),
  send: send.optional(),
});

const toolSpec = z.strictObject({
  title: z.string(),
  description: z.string(),
  effect: z.enum(['read', 'write', 'delete']),
  operation: z.string().optional(),
  route: z.array(branch).min(1).optional(),
  /** Written by hand, in the file of src/tools that is named as the tool. */
  handler: z.literal(true).optional(),
  uses: z.array(z.string()).min(1).optional(),
  paging: z.enum(['page', 'comments']).optional(),
  page_size: z.number().int().positive().optional(),
  confirm: z.literal('partial').optional(),
  idempotent: z.boolean().optional(),
  send: send.optional(),
  input: z.record(z.string(), inputSpec).default({}),
  returns: z.record(z.string(), z.unknown()).default({}),
  /** Filters whose values ClickUp does not check: an empty answer names them. Needs paging. */
  unverified_filters: z.array(z.string()).default([]),
  settled_by: z.string().optional(),
  api_calls: z.string().default('1'),
  use_cases: z.array(z.string()).default([]),
  permissions: z.array(z.strictObject({ name: z.string(), why: z.string() })).default([]),
  related: z.array(z.strictObject({ tool: z.string(), why: z.string() })).default([]),
  examples: z
    .array(
      z.strictObject({
        title: z.string(),
        input: values,
        note: z.string().optional(),
        before: z.array(z.strictObject({ tool: z.string(), input: values })).optional(),
        fault: z.string().optional(),
      }),
    )
    .default([]),
  since: z.string(),
  changes: z.array(z.strictObject({ version: z.string(), date: z.string(), text: z.string() })).default([]),
});
export type ToolSpec = z.infer<typeof toolSpec>;

const toolFile = z.strictObject({ category: z.enum(categories), tools: z.record(z.string(), z.unknown()) });

/** One tool of the manifest, and the way from a path of keys to its line. */
export interface ToolEntry {
  toolset: string;
  category: (typeof categories)[number];
  action: string;
  spec: ToolSpec;
  file: string;
  line: number;
  report: Report;
}

/** One noun of the manifest: `_`, `extends` and fields, still in notation. */
export interface ShapeEntry {
  name: string;
  fields: Record<string, unknown>;
  report: Report;
}

export interface Manifest {
  tools: readonly ToolEntry[];
  shapes: readonly ShapeEntry[];
  /** What is wrong so far; `buildModel` adds to it and throws if there is anything. Entries that cannot be read are left out. */
  problems: Problem[];
}

type Path = readonly PropertyKey[];

/** A YAML file as plain values that still know their lines. */
class Source {
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
        this.report(at, `${String(at.at(-1) ?? 'file')}: ${issue.message}`);
      }
    }
    return undefined;
  }
}

/** The parser's message without its own position and excerpt. */
const firstLine = (message: string): string => message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '');

const valueAt = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>((at, step) => (at as Record<PropertyKey, unknown> | null | undefined)?.[step], data);

const inputKeys = [
  'kind',
  'required',
  'description',
  'doc',
  'example',
  'enum',
  'to',
  'min',
  'max',
  'items',
  'properties',
];

const entriesOf = (source: Source): ToolEntry[] => {
  const parsed = source.check(toolFile, source.data, [], Object.keys(toolFile.shape));
  return Object.entries(parsed?.tools ?? {}).flatMap(([action, raw]) => {
    const at = ['tools', action];
    const known = [...Object.keys(toolSpec.shape), ...inputKeys];
    const spec = source.check(toolSpec, raw, at, known);
    if (!spec) return [];
    const report: Report = (path, message) => source.report([...at, ...path], message);
    return [
      {
        toolset: toolsetOf(source.file),
        category: parsed!.category,
        action,
        spec,
        file: source.file,
        line: source.line(at),
        report,
      },
    ];
  });
};

const shapesOf = (source: Source): ShapeEntry[] => {
  const parsed = source.check(z.record(z.string(), values), source.data, [], []);
  return Object.entries(parsed ?? {}).map(([name, fields]) => ({
    name,
    fields,
    report: (path, message) => source.report([name, ...path], message),
  }));
};

/** `openapi/tools/standard/task.yaml` -> `standard`. */
const toolsetOf = (file: string): string => file.split('/').at(-2) ?? '';

/** Reads `tools/<toolset>/*.yaml` and `shapes/*.yaml` of the folder, which messages call `label`. */
export const readManifest = async (folder: string, label = 'openapi'): Promise<Manifest> => {
  const paths = await readdir(folder, { recursive: true });
  const files = paths.filter((path) => /^(tools[\\/][^\\/]+|shapes)[\\/][^\\/]+\.yaml$/.test(path)).sort();
  const read = async (path: string) => ({
    file: `${label}/${path.replaceAll('\\', '/')}`,
    text: await readFile(join(folder, path), 'utf8'),
  });
  return parseManifest(await Promise.all(files.map(read)));
};

/** The same for texts at hand. */
export const parseManifest = (files: readonly { file: string; text: string }[]): Manifest => {
  const problems: Problem[] = [];
  const sources = files.map(({ file, text }) => new Source(file, text, problems));
  const usable = sources.filter(({ data }) => data !== undefined);
  const isShapes = ({ file }: Source) => /(^|\/)shapes\/[^/]*$/.test(file);
  const tools = usable.filter((source) => !isShapes(source)).flatMap(entriesOf);
  const shapes = usable.filter(isShapes).flatMap(shapesOf);
  return { tools, shapes, problems };
};
