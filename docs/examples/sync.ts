import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { syncCosts } from './costs.js';
import { syncFacts } from './facts.js';
import { printedLines, runSnippet } from './run-snippet.js';
import { syncSymptoms } from './symptoms.js';

const folder = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const root = folder('../../');
const written = ['docs/guides', 'docs/decisions'];
const single = ['README.md', 'docs/CONTRIBUTING.md', 'docs/index.md'];

/** A program of this folder as a reader writes it: with the package in place of our sources. */
const readProgram = (file: string): string =>
  readFileSync(folder(file), 'utf8')
    .replaceAll("'../../src/index.js'", "'clickup-tools'")
    .replaceAll("'../../src/sandbox/index.js'", "'clickup-tools/sandbox'")
    .trim();

const block = /^<!-- (snippet|output): ([\w-]+\.ts) -->\n```(\w+)\n[\s\S]*?^```$/gm;

/** A page with each marked block as its program now stands, or now prints on the sandbox, and each figure as it is. */
export async function syncPage(text: string): Promise<string> {
  const fresh = new Map<string, string>();
  for (const [marked, kind, file = '', language] of text.matchAll(block)) {
    const program = readProgram(file);
    const content = kind === 'snippet' ? program : printedLines((await runSnippet(program)).log);
    fresh.set(marked, `<!-- ${kind}: ${file} -->\n\`\`\`${language}\n${content}\n\`\`\``);
  }
  return syncCosts(syncSymptoms(syncFacts(text.replace(block, (marked) => fresh.get(marked) ?? marked))));
}

/** Every page that is written by hand: its path, its text, and its text as it should be. */
export async function syncPages(): Promise<{ path: string; text: string; synced: string }[]> {
  const inFolders = written.flatMap((place) =>
    readdirSync(root + place)
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${place}/${name}`),
  );
  return Promise.all(
    [...single, ...inFolders].map(async (path) => {
      const text = readFileSync(root + path, 'utf8');
      return { path, text, synced: await syncPage(text) };
    }),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const { path, text, synced } of await syncPages()) {
    if (text === synced) continue;
    writeFileSync(root + path, synced);
    process.stdout.write(`${path} is up to date again\n`);
  }
}
