import type { components } from '../../../generated/api.js';

/** A Doc without its pages, as ClickUp sends it. */
export type WireDoc = components['schemas']['Doc'];

/** A page as ClickUp sends it, with those below it in listings. */
export type WirePage = components['schemas']['Page'];

/** Where a Doc lies. https://developer.clickup.com/reference/createdocpublic */
export const parentTypes = { space: 4, folder: 5, list: 6, everything: 7, workspace: 12 } as const;

/** Docs and pages have ids such as 8cdxy-902; a name may have a hyphen too, but no number after it alone. */
export const isDocId = (text: string): boolean => /^[a-z0-9]{4,}-\d+$/i.test(text);

/** What a parent type stands for: the word of a place. */
export const placeOf = (type: number): string | undefined =>
  Object.entries(parentTypes).find(([, number]) => number === type)?.[0];

/** The address of a Doc, or of one of its pages, in the app. */
export const docUrl = (workspace: string, doc: string, page?: string): string =>
  `https://app.clickup.com/${workspace}/v/dc/${doc}${page === undefined ? '' : `/${page}`}`;
