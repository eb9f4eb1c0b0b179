import type { Model, Operation } from './model.js';

/** Why no tool calls an operation; undefined where nobody has said it yet. */
export const reasonFor = ({ path }: Operation, { uncalled }: Pick<Model, 'uncalled'>) =>
  uncalled.find(({ paths }) => paths.some((part) => path.includes(part)));
