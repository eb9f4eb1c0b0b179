import type { Model } from '../model.js';
import { key } from '../names.js';
import type { File } from './text.js';

const rows = (entries: readonly unknown[]): string => entries.map((entry) => `  ${JSON.stringify(entry)},`).join('\n');

/** What MCP clients are offered beside the tools. */
export function emitMcpOffers({ mcp: { prompts, resources, completions } }: Model): File {
  const names = Object.keys(completions).map((name) => JSON.stringify(name));
  const offered = Object.entries(prompts).map(([name, { arguments: words, ...prompt }]) => ({
    name,
    ...prompt,
    arguments: Object.entries(words).map(([word, about]) => ({ name: word, ...about })),
  }));
  return {
    path: 'generated/mcp.ts',
    text: `/** A call of a tool. \`{word}\` in its input is filled in; an argument that is nothing but a word which nobody gave is left out. */
export interface Call {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** What it belongs to is there without it, where its tool is not served. */
  readonly optional?: true;
}

/** What completes an argument of a prompt, or a variable of an address. */
export type CompletionName = ${names.join(' | ') || 'never'};

/** A job that people ask for. */
export interface Prompt {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Words that the person fills in; \`usual\` stands for one that is not given. */
  readonly arguments: readonly {
    readonly name: string;
    readonly description: string;
    readonly required?: true;
    readonly usual?: string;
    readonly fills?: CompletionName;
  }[];
  /** What is wanted, in a sentence. */
  readonly goal: string;
  /** The calls that the model is told to make. \`<...>\` stands for what an earlier answer shows. */
  readonly steps: readonly (Call & { readonly purpose: string })[];
  /** What the answer looks like. */
  readonly report: string;
}

/** A page of Markdown that has an address. */
export interface Resource {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** What stands after \`clickup://\`, with its variables. */
  readonly path: string;
  readonly variables: Readonly<Record<string, CompletionName>>;
  /** The calls whose answers make the page; \`long\` is a text that an answer leaves out where it is long. */
  readonly calls: readonly (Call & {
    readonly heading?: string;
    readonly long?: { readonly of: string; readonly field: string };
  })[];
}

/** The prompts, in the order of \`prompts/list\`. */
export const prompts: readonly Prompt[] = [
${rows(offered)}
];

/** The resources, in the order of \`resources/list\` and \`resources/templates/list\`. */
export const resources: readonly Resource[] = [
${rows(Object.entries(resources).map(([name, resource]) => ({ name, ...resource })))}
];

/** Where values come from: some ways to say them, or the call whose answer shows them. */
export const completions: Readonly<Record<CompletionName, Call | { readonly values: readonly string[] }>> = {
${Object.entries(completions)
  .map(([name, completion]) => `  ${key(name)}: ${JSON.stringify(completion)},`)
  .join('\n')}
};
`,
  };
}
