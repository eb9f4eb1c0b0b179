import type { ContentBlock } from '@modelcontextprotocol/sdk/types.js';
import { resources } from '../../../generated/mcp.js';
import type { ListedTool } from '../../runtime/tool.js';
import { addressOf, mimeType } from './resources.js';

/** A link to the page that shows what a call reads, the most exact one; undefined where there is none. */
export function linkTo(
  tool: string,
  input: Readonly<Record<string, unknown>>,
  listing: readonly ListedTool[],
): ContentBlock | undefined {
  const uris = resources.flatMap(({ path, variables, calls }) => {
    const call = calls.find((each) => each.tool === tool);
    if (!call) return [];
    const words = Object.keys(variables).map((word) => [word, input[argumentOf(word, call.input)]] as const);
    if (words.some(([, value]) => typeof value !== 'string' && typeof value !== 'number')) return [];
    const uri = words.reduce(
      (address, [word, value]) => address.replace(`{${word}}`, () => encodeURIComponent(String(value))),
      path,
    );
    return [`clickup://${uri}`];
  });
  const uri = uris.at(-1);
  const address = uri === undefined ? undefined : addressOf(uri, listing);
  if (uri === undefined || !address) return undefined;
  const { name, title } = address.resource;
  return { type: 'resource_link', uri, name, title, mimeType };
}

/** The argument that a variable fills in. */
const argumentOf = (word: string, input: Readonly<Record<string, unknown>>): string =>
  Object.entries(input).find(([, value]) => value === `{${word}}`)?.[0] ?? '';
