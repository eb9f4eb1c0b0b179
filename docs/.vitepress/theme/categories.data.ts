import { categories, categoryFile } from '../config/catalog.js';

/** A card of the start page. */
export interface CategoryCard {
  readonly category: string;
  readonly link: string;
  readonly count: number;
  readonly actions: string;
}

declare const data: readonly CategoryCard[];

export { data };

export default {
  load: (): readonly CategoryCard[] =>
    [...categories].map(([category, tools]) => {
      const file = categoryFile(tools[0]!);
      const prefix = `clickup_${file.replaceAll('-', '_')}_`;
      return {
        category,
        link: `/reference/categories/${file}`,
        count: tools.length,
        actions: tools.map(({ name }) => name.slice(prefix.length).replaceAll('_', ' ')).join(', '),
      };
    }),
};
