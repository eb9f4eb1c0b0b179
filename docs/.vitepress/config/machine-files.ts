import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SiteConfig } from 'vitepress';
import { catalog, catalogText, categories, toolPath } from './catalog.js';
import { robots } from './head.js';
import { smallText } from './small-text.js';

const summary =
  'An MCP server, a typed SDK and a command line for ClickUp, with an offline ClickUp to test on. Every page below is ' +
  'Markdown; every example in the reference was executed on the sandbox.';

const headingOf = (text: string): string => /^# (.+)$/m.exec(text)?.[1]?.replaceAll('`', '') ?? '';

/** `- [title](link): description` for pages whose path begins with `start`. */
const links = (pages: ReadonlyMap<string, string>, start: string, base: string): string[] =>
  [...pages]
    .filter(([path]) => path.startsWith(start))
    .map(([path, text]) => `- [${headingOf(text) || path}](${base}${path})`);

/** https://llmstxt.org: what there is, each with its address. */
function llmsText(pages: ReadonlyMap<string, string>, base: string): string {
  const tools = categories.flatMap(({ category, tools: members }) => [
    `## ${category}`,
    '',
    ...members.map((tool) => `- [${tool.name}](${base}${toolPath(tool)}.md): ${tool.description}`),
    '',
  ]);
  const reference = ['index', 'errors', 'operations', 'configuration'].map((name) => `reference/${name}.md`);
  return [
    '# clickup-tools',
    '',
    `> ${summary}`,
    '',
    `- [All tools in few lines each](${base}llms-small.txt)`,
    `- [Everything in one file](${base}llms-full.txt)`,
    `- [All tools as JSON, with their schemas](${base}catalog.json)`,
    ...reference.flatMap((path) => links(pages, path, base)),
    '',
    '## Guides',
    '',
    ...links(pages, 'guides/', base),
    '',
    ...tools,
  ].join('\n');
}

const smallTexts = (base: string): string =>
  [
    '# clickup-tools: all tools in few lines each',
    '',
    `> ${summary}`,
    '',
    `Arguments with a ? are optional. An answer is \`{ success, data, metadata }\`; \`Answers\` names what \`data\` holds. A failed call answers`,
    `\`{ success: false, error: { code, message, type, suggested_action } }\`. More on each tool: ${base}reference/<toolset>/<name>.md`,
    '',
    ...catalog.flatMap(smallText),
  ].join('\n');

const fullText = (pages: ReadonlyMap<string, string>, base: string): string =>
  [...pages].map(([path, text]) => `<!-- ${base}${path} -->\n\n${text.trim()}\n`).join('\n---\n\n');

/** A page as Markdown, with the files that it includes in their place. */
async function markdownOf(file: string): Promise<string> {
  const text = await readFile(file, 'utf8');
  const [mark, included] = /^<!--@include: (\S+)-->$/m.exec(text) ?? [];
  return mark && included ? text.replace(mark, await readFile(join(dirname(file), included), 'utf8')) : text;
}

/** Writes, beside the pages, what programs read: a Markdown twin of each page, the catalogue, and llms.txt in three sizes. */
export async function writeMachineFiles({ srcDir, outDir, pages, site }: SiteConfig): Promise<void> {
  const texts = new Map<string, string>();
  for (const path of [...pages].sort()) {
    const twin = join(outDir, path);
    await mkdir(dirname(twin), { recursive: true });
    const text = await markdownOf(join(srcDir, path));
    await writeFile(twin, text);
    if (path !== 'index.md') texts.set(path, text);
  }
  await writeFile(join(outDir, 'catalog.json'), catalogText);
  await writeFile(join(outDir, 'robots.txt'), robots(site.base));
  await writeFile(join(outDir, 'llms.txt'), llmsText(texts, site.base));
  await writeFile(join(outDir, 'llms-small.txt'), smallTexts(site.base));
  await writeFile(join(outDir, 'llms-full.txt'), fullText(texts, site.base));
}
