import { readFileSync } from 'node:fs';

const block = /^<!-- costs -->\n[\s\S]*?<!-- \/costs -->$/gm;

/** A row of the tables of profiles and toolsets, which the generator writes: name, tools, tokens, and what it is. */
const row = /^\| `(\w+)` \| (\d+) \| ([\d,]+) \| (.+) \|$/gm;

/** What each profile and toolset costs, as the reference has it. */
function table(): string {
  const reference = readFileSync(new URL('../reference/index.md', import.meta.url), 'utf8');
  const rows = ['--profile', '--toolsets'].flatMap((flag) => {
    const [, behind = ''] = reference.split(`| \`${flag}\` |`);
    const [own = ''] = behind.split('\n\n');
    return [...own.matchAll(row)].map(
      ([, name, tools, tokens, about]) => `| \`${flag} ${name}\` | ${tools} | ${tokens} | ${about} |`,
    );
  });
  return ['| Flag | Tools | Tokens | What it has |', '| --- | ---: | ---: | --- |', ...rows].join('\n');
}

/** A page with its table of costs as it is. */
export const syncCosts = (text: string): string =>
  text.replace(block, () => `<!-- costs -->\n${table()}\n<!-- /costs -->`);
