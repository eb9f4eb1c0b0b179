import type { Category, Model } from '../model.js';

/** File name of a category's page, without extension. */
export const categoryFile = ({ noun }: Category): string => noun.replaceAll('_', '-');

/** A Markdown link to the page of a tool. */
export type LinkToTool = (name: string) => string;

/** Links to tools from pages in `docs/reference/<folder>`, or from `docs/reference` itself where `folder` is empty. */
export const linksFrom = (folder: string, { tools }: Pick<Model, 'tools'>): LinkToTool => {
  const toolsetOf = new Map(tools.map(({ name, toolset }) => [name, toolset]));
  return (name) => {
    const toolset = toolsetOf.get(name) ?? folder;
    const way = toolset === folder ? '' : `${folder === '' ? '' : '../'}${toolset}/`;
    return `[${name}](${way}${name}.md)`;
  };
};
