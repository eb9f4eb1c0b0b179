import type { FieldType, Model, Tool } from './model.js';

const shapesIn = (type: FieldType): string[] => {
  if (type.is === 'shape') return [type.shape];
  if (type.is === 'object') return type.fields.flatMap((field) => shapesIn(field.type));
  return type.is === 'scalar' ? [] : shapesIn(type.of);
};

const shapesOf = (tools: readonly Tool[]): Set<string> =>
  new Set(tools.flatMap(({ returns }) => returns.flatMap(({ type }) => shapesIn(type))));

/** The part of the model that a program serves: without a name, what all of them do. */
export const servedBy = (model: Model, program: 'hosted' | undefined): Model => {
  const toolsets = model.toolsets.filter((toolset) => toolset.program === program);
  const ids = new Set(toolsets.map(({ id }) => id));
  const tools = model.tools.filter(({ toolset }) => ids.has(toolset));
  const own = shapesOf(tools);
  const others = shapesOf(model.tools.filter((tool) => !tools.includes(tool)));
  return { ...model, toolsets, tools, shapes: model.shapes.filter(({ name }) => own.has(name) || !others.has(name)) };
};
