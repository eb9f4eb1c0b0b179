import { plainText } from '../domain/markdown.js';
import type { DocRow, PageRow } from '../state/docs.js';
import type { State } from '../state/index.js';

/** A Doc without its pages; ids of Workspace and people are numbers, dates too. */
export const presentDoc = (doc: DocRow) => ({
  id: doc.id,
  name: doc.name,
  type: doc.type,
  parent: { id: doc.parentId, type: doc.parentType },
  public: doc.visibility === 'PUBLIC',
  workspace_id: Number(doc.workspaceId),
  creator: Number(doc.creatorId),
  date_created: doc.dateCreated,
  date_updated: doc.dateUpdated,
  deleted: doc.deleted,
  archived: doc.archived,
});

export interface PageWire {
  readonly id: string;
  readonly [key: string]: unknown;
}

/** What a page shows beside its place in the tree. */
export type PageForm = (page: PageRow) => Record<string, unknown>;

const place = (doc: DocRow, page: PageRow) => ({
  id: page.id,
  doc_id: doc.id,
  ...(page.parentPageId === null ? {} : { parent_page_id: page.parentPageId }),
  workspace_id: Number(doc.workspaceId),
  name: page.name,
});

/** The whole page; `text/plain` flattens its Markdown. */
export const fullPage =
  (format: string): PageForm =>
  (page) => ({
    ...(page.subTitle === null ? {} : { sub_title: page.subTitle }),
    date_created: page.dateCreated,
    date_updated: page.dateUpdated,
    content: format === 'text/plain' ? plainText(page.content) : page.content,
    creator_id: Number(page.creatorId),
    deleted: false,
    ...(page.editedBy === null ? {} : { date_edited: page.dateUpdated, edited_by: Number(page.editedBy) }),
    archived: false,
    authors: [Number(page.creatorId)],
    contributors: page.contributorIds.map(Number),
    protected: false,
  });

/** The pages below `parentPageId` as a tree of at most `depth` levels below them; -1 has no limit. */
export function pageTree(
  state: State,
  doc: DocRow,
  form: PageForm,
  depth: number,
  parentPageId: string | null = null,
): PageWire[] {
  const below = new Map<string | null, PageRow[]>();
  for (const page of state.pages.by('doc', doc.id)) {
    const siblings = below.get(page.parentPageId);
    if (siblings) siblings.push(page);
    else below.set(page.parentPageId, [page]);
  }
  const branch = (parent: string | null, depth: number): PageWire[] =>
    (below.get(parent) ?? []).map((page) => ({
      ...place(doc, page),
      ...form(page),
      pages: depth === 0 ? [] : branch(page.id, depth - 1),
    }));
  return branch(parentPageId, depth);
}

/** One page with all below it. */
export const presentPage = (state: State, doc: DocRow, page: PageRow, form: PageForm): PageWire => ({
  ...place(doc, page),
  ...form(page),
  pages: pageTree(state, doc, form, -1, page.id),
});
