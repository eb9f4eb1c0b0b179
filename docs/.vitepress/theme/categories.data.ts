import { categories } from '../config/catalog.js';

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
    categories.map(({ category, path, tools }) => ({
      category,
      link: `/${path}`,
      count: tools.length,
      actions: tools.map(({ action }) => action.replaceAll('_', ' ')).join(', '),
    })),
};
