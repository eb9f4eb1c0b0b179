import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { endOnClosedPipe } from '../../src/node/closed-pipe.js';
import type { Figure, Group } from './figure.js';
import { answerTokensGroup } from './figures/answer-tokens.js';
import { overHttpGroup } from './figures/over-http.js';
import { packageGroup } from './figures/package.js';
import { readCallGroup } from './figures/read-call.js';
import { startGroup } from './figures/start.js';
import { underFireGroup } from './figures/under-fire.js';
import { sandboxGroup } from './sandbox/figures.js';
import { ourServer } from './support/mcp.js';

endOnClosedPipe('bench');

const groups: readonly Group[] = [
  startGroup,
  packageGroup,
  readCallGroup,
  overHttpGroup,
  answerTokensGroup,
  underFireGroup,
  sandboxGroup,
];
const names = groups.flatMap(({ name, figures }) => [name, ...figures]);

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, only: { type: 'string' } } });
if (values.only !== undefined && !names.includes(values.only)) {
  process.stderr.write(`bench: nothing is called ${values.only}; there are ${names.join(', ')}\n`);
  process.exit(2);
}
if (!existsSync(ourServer)) execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });

const figures: Figure[] = [];
for (const group of groups) {
  const wanted = values.only === undefined || group.name === values.only || group.figures.includes(values.only);
  if (!wanted) continue;
  if (!values.json) process.stderr.write(`measuring ${group.name} ...\n`);
  const measured = await group.run();
  figures.push(...measured.filter(({ name }) => [undefined, group.name, name].includes(values.only)));
}

process.stdout.write(values.json ? `${JSON.stringify(figures, null, 2)}\n` : table(figures));
process.exitCode = figures.every(({ ok }) => ok) ? 0 : 1;

function table(rows: readonly Figure[]): string {
  const cells = [
    ['figure', 'measured', 'must', ''],
    ...rows.map(({ figure, measured, must, ok }) => [figure, measured, must, ok ? 'ok' : 'FAIL']),
  ];
  const widths = cells[0]!.map((_, i) => Math.max(...cells.map((row) => row[i]!.length)));
  return `${cells
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')}\n`;
}
