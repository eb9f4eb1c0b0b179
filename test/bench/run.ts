import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { programOptions } from '../../codegen/program-options.js';
import { endOnClosedPipe } from '../../src/node/closed-pipe.js';
import type { Figure, Group } from './figure.js';

/** Measures groups, or with `--only` one of them or one figure, and prints a table; ends with 1 where a figure is not what it must be. */
export async function runBench(program: string, groups: readonly Group[], needed: string): Promise<void> {
  endOnClosedPipe(program);
  const names = groups.flatMap(({ name, figures }) => [name, ...figures]);
  const help = `npm run ${program} -- [--only NAME] [--json]

Measures, and prints each figure with what it must be; ends with 1 where one is not. A name is that of a group or of a figure:
${names.join(', ')}
`;
  const { values, refuse } = programOptions(help, {
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
  });
  if (values.only !== undefined && !names.includes(values.only)) refuse(`nothing is called ${values.only}`);
  if (!existsSync(needed)) execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
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
}

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
