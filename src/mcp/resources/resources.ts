import { type Resource, resources } from '../../../generated/mcp.js';
import type { ListedTool } from '../../runtime/tool.js';
import type { Words } from '../fill-in.js';

/** What may stand behind the `?` of an address. */
const queryNames = ['cursor', 'workspace_id'];

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

/** The resources whose tools are served. */
const served = (listing: readonly ListedTool[]): Resource[] =>
  resources.filter(({ calls }) =>
    calls.every(({ tool, optional }) => optional || listing.some(({ name }) => name === tool)),
  );

/** What `resources/list` answers: what is there once. */
export const listed = (listing: readonly ListedTool[]): object[] => [
  guide,
  ...served(listing)
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
  served(listing)
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
  resource: Resource;
  /** Its variables, and what stands behind the `?`. */
  words: Words;
}

/** Finds what an address stands for; undefined for one that stands for nothing that is served. */
export function addressOf(uri: string, listing: readonly ListedTool[]): Address | undefined {
  const [, path = '', search = ''] = /^clickup:\/\/([^?#]+)(?:\?([^#]*))?$/.exec(uri) ?? [];
  const steps = path.split('/').map(decoded);
  if (steps.some((word) => word === undefined || word === '')) return undefined;
  for (const resource of served(listing)) {
    const forms = resource.path.split('/');
    if (forms.length !== steps.length) continue;
    const isVariable = (form: string) => form.startsWith('{');
    if (!forms.every((form, index) => isVariable(form) || form === steps[index])) continue;
    const variables = forms.flatMap((form, index) => (isVariable(form) ? [[form.slice(1, -1), steps[index]!]] : []));
    const query = [...new URLSearchParams(search)].filter(([name]) => queryNames.includes(name));
    return { resource, words: Object.fromEntries([...query, ...variables]) };
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
