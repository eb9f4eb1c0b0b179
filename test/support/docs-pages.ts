import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { toolsets as hostedToolsets } from '../../generated/tools/hosted.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A page of the repository's documentation. */
export interface Page {
  /** From the root of the repository, with forward slashes. */
  path: string;
  text: string;
}

const filesBelow = (folder: string): string[] =>
  readdirSync(`${root}${folder}`, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.')) return [];
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(path) : path.endsWith('.md') ? [path] : [];
  });

/** Every Markdown page under a folder, in order. */
export const pagesBelow = (folder: string): Page[] =>
  filesBelow(folder)
    .sort()
    .map((path) => ({ path, text: readFileSync(`${root}${path}`, 'utf8') }));

const isHosted = ({ path }: Page): boolean =>
  Object.keys(hostedToolsets).some((id) => path.startsWith(`docs/reference/${id}/`));

const namedPages = (isMeant: (page: Page) => boolean): Map<string, Page> =>
  new Map(
    pagesBelow('docs/reference').flatMap((page) => {
      const [, name] = /\/(clickup_[a-z_]+)\.md$/.exec(page.path) ?? [];
      return name === undefined || !isMeant(page) ? [] : [[name, page] as const];
    }),
  );

/** The pages of the tools that every program serves, by tool name. */
export const toolPages = (): Map<string, Page> => namedPages((page) => !isHosted(page));

/** Those of the hosted server alone. */
export const hostedToolPages = (): Map<string, Page> => namedPages(isHosted);

/** A part of a page: its title, and what stands below it. */
export interface Section {
  title: string;
  text: string;
}

/** Headings in order, each with its text; headings inside code blocks are code. */
export const sectionsOf = ({ text }: Page): Section[] => {
  const sections: Section[] = [];
  let inCode = false;
  for (const line of text.split('\n')) {
    if (line.startsWith('```')) inCode = !inCode;
    const title = inCode ? undefined : /^#+ (.+)$/.exec(line)?.[1];
    if (title !== undefined) sections.push({ title, text: '' });
    else if (sections.length > 0) sections.at(-1)!.text += `${line}\n`;
  }
  return sections;
};

/** Contents of the code blocks of a language, in order. */
export const codeBlocks = (text: string, language: string): string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)\\n\`\`\`$`, 'gm'))].map(([, code]) => code!);
