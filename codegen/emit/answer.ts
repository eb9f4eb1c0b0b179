import type { BoundOperation, Field, Paging, Tool } from '../model.js';
import { isIdentifier, key, quote } from '../names.js';
import { braces } from './text.js';

/** The source of what a tool returns. */
export interface AnswerSource {
  /** Statements after the call and before `return`. */
  before: string[];
  expression: string;
  imports: (readonly [string, string])[];
  /** The answer of the API is read at all. */
  readsAnswer: boolean;
}

const pagingOf = ({ implementation }: Tool): Paging | undefined =>
  implementation.type === 'handler' ? undefined : implementation.paging;

/** Fields that are no noun of their own: the runtime projects them together, under a shape named after the tool. */
export const inlineFields = (tool: Tool): Field[] => {
  if (tool.implementation.type === 'handler') return [];
  const paging = pagingOf(tool);
  const ofPaging = ({ name }: Field) =>
    paging !== undefined && (['next_cursor', 'scope'].includes(name) || name === paging.items);
  return tool.returns.filter((field) => !field.echo && !shapeOf(field) && !ofPaging(field));
};

/** The noun of a field that holds one, or a list of them. */
export const shapeOf = ({ type }: Field): { shape: string; list: boolean } | undefined => {
  if (type.is === 'shape') return { shape: type.shape, list: false };
  if (type.is === 'array' && type.of.is === 'shape') return { shape: type.of.shape, list: true };
  return undefined;
};

/** Name of the shape of a tool's inline fields; a route whose branches read them from different places has several. */
export const inlineShape = (tool: Tool, call: BoundOperation): string => {
  if (tool.implementation.type !== 'route') return tool.name;
  const { calls } = tool.implementation;
  const moved = calls.some(({ from }) => inlineFields(tool).some(({ name }) => from[name] !== undefined));
  return moved ? `${tool.name}_${calls.indexOf(call) + 1}` : tool.name;
};

/** `a.b` as `answer.a?.b`, `a[].b` as a map over the list. */
export const readPath = (path: string, root = 'answer'): string => {
  if (path === '.') return root;
  const steps = path.split('.');
  const read = (from: string, [step, ...rest]: readonly string[], first: boolean): string => {
    if (step === undefined) return from;
    const name = step.replace('[]', '');
    const dot = first ? '.' : '?.';
    const value = isIdentifier(name) ? `${from}${dot}${name}` : `${from}${first ? '' : '?.'}[${quote(name)}]`;
    if (!step.endsWith('[]') || rest.length === 0) return read(value, rest, false);
    return `(${value} ?? []).map((each) => ${read('each', rest, true)})`;
  };
  return read(root, steps, true);
};

/** The list at a path of an answer, as an expression that refuses an answer without it, and the helpers it uses. */
export const listSource = (path: string): { expression: string; imports: (readonly [string, string])[] } => {
  if (path === '.' || path.includes('[]')) return { expression: `${readPath(path)} ?? []`, imports: [] };
  const steps = path.split('.');
  const last = steps.pop()!;
  const holder = steps.reduce((from, step) => `member(${from}, ${quote(step)})`, 'answer');
  const helpers = steps.length > 0 ? ['member', 'rows'] : ['rows'];
  return {
    expression: `rows(${holder}, ${quote(last)})`,
    imports: helpers.map((helper) => ['clickup/api', helper] as const),
  };
};

const isList = (path: string): boolean => path.includes('[].');

const present = (field: Field, from: string, detail: string, imports: AnswerSource['imports']): string => {
  const { shape, list } = shapeOf(field)!;
  const value = readPath(from);
  const required = listSource(from);
  if (list && !field.optional) imports.push(...required.imports);
  const all = isList(from) ? value : field.optional ? `${value} ?? []` : required.expression;
  const call = list
    ? `await ctx.projectAll(${quote(shape)}, ${all}${detail})`
    : `await ctx.project(${quote(shape)}, ${value}${detail})`;
  return field.optional && from !== '.' ? `${value} == null ? undefined : ${call.replace(' ?? []', '')}` : call;
};

const echoOf = (field: Field, converted: ReadonlyMap<string, string>): string => {
  const { echo } = field;
  if (!echo) return '';
  if ('literal' in echo) return typeof echo.literal === 'string' ? quote(echo.literal) : String(echo.literal);
  const known = converted.get(echo.input);
  if (known) return known;
  const value = `input.${echo.input}`;
  const isId = (type: Field['type']): boolean => type.is === 'scalar' && type.scalar === 'id';
  if (isId(field.type)) return `String(${value})`;
  return field.type.is === 'array' && isId(field.type.of) ? `${value}.map(String)` : value;
};

/** Writes the `return` of an operation from its answer, its arguments and literals. */
export const answerSource = (
  tool: Tool,
  call: BoundOperation,
  converted: ReadonlyMap<string, string>,
): AnswerSource => {
  const detail = tool.hasDetail ? ', input.detail' : '';
  const paging = pagingOf(tool);
  const inline = inlineFields(tool);
  if (inline.length === tool.returns.length && !paging) {
    const expression = `ctx.project(${quote(inlineShape(tool, call))}, answer)`;
    return { before: [], expression, imports: [], readsAnswer: true };
  }
  const before =
    inline.length > 0 ? [`const known = await ctx.project(${quote(inlineShape(tool, call))}, answer);`] : [];
  const imports: AnswerSource['imports'] = [];
  let readsAnswer = inline.length > 0;
  let optional = false;
  const entries = tool.returns.flatMap((field) => {
    if (call.from[field.name] === null) return [];
    const expression = (() => {
      if (field.echo) return echoOf(field, converted);
      if (paging && field.name === 'next_cursor') return 'page.next_cursor';
      if (paging && field.name === 'scope') {
        imports.push(['clickup/task/task-filters', 'listScope']);
        return 'await listScope(ctx, input)';
      }
      if (paging && field.name === paging.items) {
        const shape = shapeOf(field);
        if (tool.hasTaskFields) {
          imports.push(['clickup/task/task-rows', 'taskRows']);
          return 'await taskRows(ctx, page.items, input)';
        }
        return shape ? `await ctx.projectAll(${quote(shape.shape)}, page.items${detail})` : 'page.items';
      }
      if (inline.includes(field)) return `known.${field.name}`;
      readsAnswer = true;
      return present(field, call.from[field.name] ?? field.from, detail, imports);
    })();
    if (field.optional) optional = true;
    return expression === field.name ? field.name : `${key(field.name)}: ${expression}`;
  });
  const object = braces(entries);
  return {
    before,
    expression: optional ? `omitUndefined(${object})` : object,
    imports: optional ? [...imports, ['clickup/api', 'omitUndefined']] : imports,
    readsAnswer,
  };
};
