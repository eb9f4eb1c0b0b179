import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SiteConfig } from 'vitepress';
import { catalogText, categories, toolPath } from './catalog.js';
import { robots } from './head.js';

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

const fullText = (pages: ReadonlyMap<string, string>, base: string): string =>
  [...pages].map(([path, text]) => `<!-- ${base}${path} -->\n\n${text.trim()}\n`).join('\n---\n\n');

/** Writes, beside the pages, what programs read: a Markdown twin of each page, the catalogue, llms.txt and llms-full.txt. */
export async function writeMachineFiles({ srcDir, outDir, pages, site }: SiteConfig): Promise<void> {
  const texts = new Map<string, string>();
  for (const path of [...pages].sort()) {
    const twin = join(outDir, path);
    await mkdir(dirname(twin), { recursive: true });
    await copyFile(join(srcDir, path), twin);
    if (path !== 'index.md') texts.set(path, await readFile(twin, 'utf8'));
  }
  await writeFile(join(outDir, 'catalog.json'), catalogText);
  await writeFile(join(outDir, 'robots.txt'), robots(site.base));
  await writeFile(join(outDir, 'llms.txt'), llmsText(texts, site.base));
  await writeFile(join(outDir, 'llms-full.txt'), fullText(texts, site.base));
}
