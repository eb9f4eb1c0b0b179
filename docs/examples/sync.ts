import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { printedLines, runSnippet } from './run-snippet.js';

const folder = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const guides = folder('../guides/');

/** A program of this folder as a reader writes it: with the package in place of our sources. */
const readProgram = (file: string): string =>
  readFileSync(folder(file), 'utf8')
    .replaceAll("'../../src/index.js'", "'clickup-tools'")
    .replaceAll("'../../src/sandbox/index.js'", "'clickup-tools/sandbox'")
    .trim();

const block = /^<!-- (snippet|output): ([\w-]+\.ts) -->\n```(\w+)\n[\s\S]*?^```$/gm;

/** A guide with each marked block as its program now stands, or as that now prints when it runs on the sandbox. */
export async function syncGuide(text: string): Promise<string> {
  const fresh = new Map<string, string>();
  for (const [marked, kind, file = '', language] of text.matchAll(block)) {
    const program = readProgram(file);
    const content = kind === 'snippet' ? program : printedLines((await runSnippet(program)).log);
    fresh.set(marked, `<!-- ${kind}: ${file} -->\n\`\`\`${language}\n${content}\n\`\`\``);
  }
  return text.replace(block, (marked) => fresh.get(marked) ?? marked);
}

/** Every guide: its path, its text, and its text as it should be. */
export async function syncGuides(): Promise<{ path: string; text: string; synced: string }[]> {
  const names = readdirSync(guides).filter((name) => name.endsWith('.md'));
  return Promise.all(
    names.map(async (name) => {
      const text = readFileSync(guides + name, 'utf8');
      return { path: `docs/guides/${name}`, text, synced: await syncGuide(text) };
    }),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const { path, text, synced } of await syncGuides()) {
    if (text === synced) continue;
    writeFileSync(folder(`../../${path}`), synced);
    process.stdout.write(`${path} is up to date again\n`);
  }
}
