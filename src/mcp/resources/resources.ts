import type { ListedTool } from '../../runtime/tool.js';

/** A call of a tool of which a resource shows the answer. */
export interface Part {
  tool: string;
  input: Record<string, unknown>;
  /** Heading above it; without one it opens the page. */
  heading?: string;
  /** The page is complete without it, where its tool is not served or fails. */
  isOptional?: true;
  /** A text that the answer leaves out where it is long. */
  long?: { of: string; field: string };
}

/** Resources of one form. */
interface Kind {
  name: string;
  title: string;
  description: string;
  /** What stands after `clickup://`, with its variables. */
  path: string;
  /** What fills in its variables: see `complete`. */
  variables: Readonly<Record<string, 'task' | 'list' | 'doc' | 'page'>>;
  parts(variables: Readonly<Record<string, string>>, query: Readonly<Record<string, string>>): Part[];
}

/** What may stand behind the `?` of an address. */
const queryNames = ['cursor', 'workspace_id'] as const;

export const kinds: readonly Kind[] = [
  {
    name: 'hierarchy',
    title: 'Spaces, Folders and Lists',
    description: 'The tree of the Workspace with ids and task counts.',
    path: 'hierarchy',
    variables: {},
    parts: (_, { workspace_id }) => [{ tool: 'clickup_workspace_get_hierarchy', input: given({ workspace_id }) }],
  },
  {
    name: 'task',
    title: 'Task',
    description: 'A task with its fields, checklists, subtasks and comments. id: id, custom id or URL.',
    path: 'task/{id}',
    variables: { id: 'task' },
    parts: ({ id }, { cursor, workspace_id }) => [
      {
        tool: 'clickup_task_get',
        input: {
          task_id: id,
          include: ['subtasks', 'checklists', 'custom_fields', 'attachments'],
          ...given({ workspace_id }),
        },
        long: { of: 'task', field: 'description' },
      },
      {
        tool: 'clickup_comment_list',
        input: { task_id: id, ...given({ cursor }) },
        heading: 'Comments',
        isOptional: true,
      },
    ],
  },
  {
    name: 'list',
    title: 'List',
    description: 'A List and its open tasks. id: id, name or path.',
    path: 'list/{id}',
    variables: { id: 'list' },
    parts: ({ id }, { cursor }) => [
      { tool: 'clickup_list_get', input: { list_id: id } },
      { tool: 'clickup_task_list', input: { list_id: id, ...given({ cursor }) }, heading: 'Tasks' },
    ],
  },
  {
    name: 'doc',
    title: 'Doc',
    description: 'All pages of a Doc. id: id, name or URL.',
    path: 'doc/{id}',
    variables: { id: 'doc' },
    parts: ({ id }, { cursor, workspace_id }) => [
      { tool: 'clickup_doc_read', input: { doc: id, ...given({ cursor, workspace_id }) } },
    ],
  },
  {
    name: 'doc-page',
    title: 'Page of a Doc',
    description: 'One page of a Doc. page: id or name.',
    path: 'doc/{id}/{page}',
    variables: { id: 'doc', page: 'page' },
    parts: ({ id, page }, { cursor, workspace_id }) => [
      { tool: 'clickup_doc_read', input: { doc: id, page, ...given({ cursor, workspace_id }) } },
    ],
  },
];

const given = (values: Record<string, string | undefined>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

export const guide = {
  uri: 'clickup://guide',
  name: 'guide',
  title: 'How agents work with ClickUp',
  description: 'What an agent does and does not do with these tools: the loop, safety, memory, limits.',
  mimeType: 'text/markdown',
};

export const mimeType = 'text/markdown';
/** A page that a client shows beside what a tool answered. https://modelcontextprotocol.io/docs/extensions/apps */
export const appMimeType = 'text/html;profile=mcp-app';

/** The kinds whose tools are served. */
const servedKinds = (listing: readonly ListedTool[]): Kind[] =>
  kinds.filter(({ parts }) =>
    parts({}, {}).every(({ tool, isOptional }) => isOptional || listing.some(({ name }) => name === tool)),
  );

/** What `resources/list` answers: what is there once. */
export const listed = (listing: readonly ListedTool[]): object[] => [
  guide,
  ...servedKinds(listing)
    .filter(({ variables }) => Object.keys(variables).length === 0)
    .map(({ name, title, description, path }) => ({ uri: `clickup://${path}`, name, title, description, mimeType })),
  ...[...new Set(listing.flatMap(({ _meta }) => _meta?.ui.resourceUri ?? []))].map((uri) => ({
    uri,
    name: uri.split('/').at(-1),
    title: 'Shows the pictures of answers',
    mimeType: appMimeType,
  })),
];

/** What `resources/templates/list` answers. */
export const templates = (listing: readonly ListedTool[]): object[] =>
  servedKinds(listing)
    .filter(({ variables }) => Object.keys(variables).length > 0)
    .map(({ name, title, description, path }) => ({
      uriTemplate: `clickup://${path}`,
      name,
      title,
      description,
      mimeType,
    }));

/** An address taken apart. */
interface Address {
  kind: Kind;
  variables: Record<string, string>;
  query: Record<string, string>;
}

/** Finds what an address stands for; undefined for one that stands for nothing that is served. */
export function addressOf(uri: string, listing: readonly ListedTool[]): Address | undefined {
  const [, path = '', search = ''] = /^clickup:\/\/([^?#]+)(?:\?([^#]*))?$/.exec(uri) ?? [];
  const words = path.split('/').map(decoded);
  if (words.some((word) => word === undefined || word === '')) return undefined;
  for (const kind of servedKinds(listing)) {
    const forms = kind.path.split('/');
    if (forms.length !== words.length) continue;
    const isVariable = (form: string) => form.startsWith('{');
    if (!forms.every((form, index) => isVariable(form) || form === words[index])) continue;
    const variables = forms.flatMap((form, index) => (isVariable(form) ? [[form.slice(1, -1), words[index]!]] : []));
    const query = [...new URLSearchParams(search)].filter(([name]) => queryNames.some((known) => known === name));
    return { kind, variables: Object.fromEntries(variables), query: Object.fromEntries(query) };
  }
  return undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
