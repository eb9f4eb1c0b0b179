import type { Binding, BoundOperation, Operation, Paging, Tool } from '../model.js';
import { key, quote } from '../names.js';
import { type Converted, convert, localName } from './convert.js';
import { braces, indent } from './text.js';

/** The source of one API call, and what it leaves behind for the answer. */
export interface CallSource {
  /** Statements before the call. */
  before: string[];
  /** `await unwrap(ctx.api.GET(...))` */
  expression: string;
  imports: (readonly [string, string])[];
  /** Variables that hold a converted argument, by argument. */
  converted: Map<string, string>;
}

/** A part of a request under construction: names to expressions, nested parts, and what is spread into it. */
class Part {
  readonly #entries = new Map<string, { expression: string; optional: boolean } | Part>();
  readonly #spreads: string[] = [];

  spread(expression: string): void {
    this.#spreads.push(`...${expression.startsWith('await ') ? `(${expression})` : expression}`);
  }

  set(path: readonly string[], expression: string, optional: boolean): void {
    const [head = '', ...rest] = path;
    if (rest.length === 0) {
      this.#entries.set(head, { expression, optional });
      return;
    }
    const inner = this.#entries.get(head);
    const part = inner instanceof Part ? inner : new Part();
    this.#entries.set(head, part);
    part.set(rest, expression, optional);
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0 && this.#spreads.length === 0;
  }

  get isOptional(): boolean {
    return [...this.#entries.values()].some((entry) =>
      entry instanceof Part ? entry.isEveryOptional : entry.optional,
    );
  }

  get isEveryOptional(): boolean {
    return [...this.#entries.values()].every((entry) =>
      entry instanceof Part ? entry.isEveryOptional : entry.optional,
    );
  }

  /** The object literal; `wrap` is told which helper it went through. */
  source(wrap: (helper: 'omitUndefined' | 'omitEmpty') => void, nested = false): string {
    const entries = [...this.#entries].map(([name, entry]) => {
      const expression = entry instanceof Part ? entry.source(wrap, true) : entry.expression;
      return expression === name ? name : `${key(name)}: ${expression}`;
    });
    const only = entries.length === 0 && this.#spreads.length === 1 ? this.#spreads[0]! : undefined;
    if (only) return only.slice('...'.length);
    const literal = braces([...this.#spreads, ...entries]);
    if (!this.isOptional) return literal;
    const helper = nested && this.isEveryOptional ? 'omitEmpty' : 'omitUndefined';
    wrap(helper);
    return `${helper}(${literal})`;
  }
}

const literal = (value: unknown): string =>
  typeof value === 'string'
    ? quote(value)
    : Array.isArray(value)
      ? `[${value.map(literal).join(', ')}]`
      : typeof value === 'object' && value !== null
        ? braces(Object.entries(value).map(([name, inner]) => `${key(name)}: ${literal(inner)}`))
        : String(value);

/** What is sent for an argument that has a default; a default for an object stands in for each part that is absent. */
const filled = (expression: string, fallback: unknown): string =>
  typeof fallback === 'object' && fallback !== null
    ? braces([
        ...Object.entries(fallback).map(([name, value]) => `${key(name)}: ${literal(value)}`),
        `...${expression}`,
      ])
    : `${expression} ?? ${literal(fallback)}`;

const pageQuery = (paging: Paging | undefined, query: Part): void => {
  if (paging?.by === 'page') query.set(['page'], 'page', false);
  if (paging?.by === 'comments') query.spread('position');
};

/** Arguments that the answer repeats, converted: `id` kinds and tasks are worth a variable. */
const echoed = (tool: Tool): Set<string> =>
  new Set(tool.returns.flatMap(({ echo }) => (echo && 'input' in echo ? [echo.input] : [])));

const hoist = (binding: Binding, converted: Converted, wanted: ReadonlySet<string>): Converted => {
  const isTask = binding.kind === 'task' || binding.kind === 'tasks';
  if (converted.before || converted.spread || converted.optional || !(isTask || binding.in === 'path'))
    return converted;
  if (!wanted.has(binding.parameter) || /^input\.\w+$/.test(converted.expression)) return converted;
  const name = localName(binding.parameter);
  return { ...converted, expression: name, before: { name, expression: converted.expression } };
};

/** Writes the call of one operation with the tool's arguments. */
export const callSource = (
  tool: Tool,
  call: BoundOperation,
  operation: Operation,
  paging: Paging | undefined,
): CallSource => {
  const parts = { path: new Part(), query: new Part(), body: new Part() };
  const before: string[] = [];
  const imports: (readonly [string, string])[] = [['clickup/api', 'unwrap']];
  const converted = new Map<string, string>();
  const wanted = echoed(tool);
  pageQuery(paging, parts.query);
  const sent = { query: { ...call.send.query }, body: { ...call.send.body } };

  for (const binding of call.bindings) {
    const fallback = binding.in === 'path' ? undefined : sent[binding.in][binding.wire];
    const argument = tool.parameters.find(({ name }) => name === binding.parameter);
    const source = hoist(
      binding,
      convert(binding, {
        declared: argument !== undefined,
        required: argument?.required ?? false,
        hasFallback: fallback !== undefined,
        ...(tool.noun === 'list' && tool.action === 'update' && { changes: 'list' as const }),
      }),
      wanted,
    );
    imports.push(...source.imports);
    if (source.before) before.push(`const ${source.before.name} = ${source.before.expression};`);
    if (source.before) converted.set(binding.parameter, source.expression);
    if (source.query) parts.query.spread(source.query);
    const part = parts[binding.in];
    if (source.spread) part.spread(source.expression);
    else if (fallback !== undefined && source.optional) {
      part.set([binding.wire], filled(source.expression, fallback), false);
      if (binding.in !== 'path') delete sent[binding.in][binding.wire];
    } else
      part.set(binding.in === 'body' ? binding.wire.split('.') : [binding.wire], source.expression, source.optional);
  }
  for (const part of ['query', 'body'] as const) {
    for (const [name, value] of Object.entries(sent[part])) parts[part].set([name], literal(value), false);
  }

  const wrap = (helper: 'omitUndefined' | 'omitEmpty') =>
    imports.push([helper === 'omitUndefined' ? 'clickup/api' : 'tools/arguments', helper]);
  const params = (['path', 'query'] as const)
    .filter((part) => !parts[part].isEmpty)
    .map((part) => `${part}: ${parts[part].source(wrap)}`);
  const changes = [...new Set(call.bindings.filter((binding) => binding.in === 'body').map((one) => one.parameter))];
  const mayBeEmpty = operation.method === 'PUT' && changes.length > 0 && parts.body.isEveryOptional;
  if (mayBeEmpty) imports.push(['tools/arguments', 'requireChanges']);
  const plain = parts.body.source(wrap);
  const body = mayBeEmpty ? `requireChanges(${plain}, ${literal(changes)})` : plain;
  const options = [
    ...(params.length > 0 ? [`params: ${braces(params)}`] : []),
    ...(call.hasBody ? [`body: ${body}`] : []),
  ];
  const rest = options.length > 0 ? `, ${braces(options)}` : '';
  const expression = `await unwrap(ctx.api.${operation.method}(${quote(operation.path)}${rest}))`;
  return { before, expression, imports, converted };
};

/** Wraps a call in the pages of a listing; `items` is the expression that gives the rows of an answer. */
export const pagedSource = (
  tool: Tool,
  paging: Paging,
  call: CallSource,
  items: string,
  operation: Operation,
): { source: string; helper: string } => {
  const request = `{ tool: ${quote(tool.name)}, input }`;
  const last = operation.answer?.includes('last_page')
    ? `answer.last_page ?? items.length < ${paging.size}`
    : `items.length < ${paging.size}`;
  const [helper, argument, result] = (
    {
      page: ['pageOf', 'page', `{ items, last: ${last} }`],
      comments: ['commentsPage', 'position', 'items'],
    } as const
  )[paging.by];
  const body = [`const answer = ${call.expression};`, `const items = ${items};`, `return ${result};`].join('\n');
  return { helper, source: `const page = await ${helper}(${request}, async (${argument}) => {\n${indent(body)}\n});` };
};
