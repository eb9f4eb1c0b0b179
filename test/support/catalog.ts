import { type CatalogTool, catalogTools } from '../../generated/catalog.js';

export { type CatalogTool, catalogTools };

/** For `it.each`: every tool by its name. */
export const everyTool = catalogTools.map((tool): [string, CatalogTool] => [tool.name, tool]);
