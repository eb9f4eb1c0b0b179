import { kindOf } from '../manifest/kinds.js';
import type { Model, Parameter, Tool } from '../model.js';

type Input = Record<string, unknown>;

const isInput = (value: unknown): value is Input =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Values that examples give a parameter: its own, or of an object or list of objects around it. */
const given = (inputs: readonly unknown[], name: string): unknown[] =>
  inputs
    .flat()
    .filter(isInput)
    .flatMap((input) => (input[name] === undefined ? [] : [input[name]]));

const succeeding = ({ examples }: Tool): Input[] => examples.slice(0, 2).map(({ input }) => input);

/** What examples of all tools say for a parameter of a name and kind, and for a kind that stands for an object. */
export type Pool = ReadonlyMap<string, unknown>;

/** Kinds whose values mean the same whatever the argument is called. */
const interchangeable = (kind: string): boolean => ['id', 'task', 'tasks'].includes(kindOf(kind).conversion);

const collect = (parameters: readonly Parameter[], inputs: readonly unknown[], pool: Map<string, unknown>): void => {
  for (const { name, kind, fields } of parameters) {
    const values = given(inputs, name);
    const keys = [`${name} ${kind}`, ...(interchangeable(kind) ? [kind] : [])];
    for (const key of keys) if (values.length > 0 && !pool.has(key)) pool.set(key, values[0]);
    if (fields) collect(fields, values, pool);
  }
};

/** Gathers the values of every example that succeeds. */
export const poolOf = ({ tools }: Model): Pool => {
  const pool = new Map<string, unknown>();
  for (const tool of tools) collect(tool.parameters, succeeding(tool), pool);
  return pool;
};

const isDefault = ({ example, kind }: Parameter): boolean =>
  JSON.stringify(example) === JSON.stringify(kindOf(kind).example);

/** A list of ids is shown with one of the objects it is named after: `space_ids` with a Space. */
const several = (name: string, pool: Pool): unknown => {
  const [, noun] = /^(.+)_ids$/.exec(name) ?? [];
  const one = noun === undefined ? undefined : pool.get(noun);
  return one === undefined ? undefined : [one];
};

const fill = (parameters: readonly Parameter[], inputs: readonly unknown[], pool: Pool): Parameter[] =>
  parameters.map((parameter) => {
    const { name, kind, fields } = parameter;
    const own = given(inputs, name);
    const other = pool.get(`${name} ${kind}`) ?? pool.get(kind) ?? several(name, pool);
    const example = own[0] ?? (isDefault(parameter) ? (other ?? parameter.example) : parameter.example);
    return { ...parameter, example, ...(fields && { fields: fill(fields, [...own, example], pool) }) };
  });

/** The arguments of a tool, with values that work on the sample data wherever any example has one. */
export const withExampleValues = (tool: Tool, pool: Pool): Parameter[] => fill(tool.parameters, succeeding(tool), pool);
