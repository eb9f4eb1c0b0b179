import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { programOptions } from '../../codegen/program-options.js';
import { endOnClosedPipe } from '../../src/node/closed-pipe.js';
import { serveFixtures } from './serve-fixtures.js';
import { listedIn, type Outcome, runSuite, suites } from './suite.js';

endOnClosedPipe('conformance');

const help = `npm run conformance -- [--only ${suites.map(({ name }) => name).join('|')}]

Runs the official MCP conformance suite over HTTP against our server with the fixtures that the suite calls by name, where
everything has to pass, and against the program as it is shipped, where only what needs a fixture may fail. The suite is
installed into .cache, with a newer Node where it needs one.
`;

const { values, refuse } = programOptions(help, { only: { type: 'string' } });
const wanted = suites.filter(({ name }) => values.only === undefined || values.only === name);
if (wanted.length === 0) refuse(`no suite is called ${values.only}`);

const binary = fileURLToPath(new URL('../../dist/mcp.js', import.meta.url));
if (!existsSync(binary)) throw new Error('There is no dist/mcp.js: run npm run build first');

/** The suite looks at what a name of this machine makes of it. */
const byName = (url: string): string => url.replace('127.0.0.1', 'localhost');

async function startShipped() {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [binary, '--http', '0', '--sandbox'], { env: { PATH, MCP_DEBUG: '0' } });
  const lines = createInterface({ input: child.stderr });
  const [line] = (await once(lines, 'line')) as [string];
  return { url: /http:\S+/.exec(line)?.[0] ?? '', close: async () => void child.kill() };
}

interface Row {
  suite: string;
  server: string;
  outcome: Outcome;
  excused: number;
}

const rows: Row[] = [];
for (const suite of wanted) {
  const baseline = fileURLToPath(new URL(`baselines/${suite.name}.yaml`, import.meta.url));
  const fixtures = await serveFixtures();
  process.stderr.write(`${suite.name} ...\n`);
  rows.push({
    suite: suite.name,
    server: 'fixtures',
    outcome: await runSuite(suite, byName(fixtures.url)),
    excused: 0,
  });
  await fixtures.close();
  const shipped = await startShipped();
  const outcome = await runSuite(suite, byName(shipped.url), baseline);
  rows.push({ suite: suite.name, server: 'clickup-mcp', outcome, excused: listedIn(baseline).length });
  await shipped.close();
}

process.stdout.write('suite       server       scenarios  need a fixture  checks passed\n');
for (const { suite, server, outcome, excused } of rows) {
  const { scenarios, passed, problems } = outcome;
  const cells = [
    suite.padEnd(10),
    server.padEnd(11),
    String(scenarios).padStart(9),
    String(excused).padStart(14),
    String(passed).padStart(13),
  ];
  process.stdout.write(`${cells.join('  ')}  ${problems.length === 0 ? 'ok' : 'FAIL'}\n`);
  for (const problem of problems) process.stdout.write(`  ${problem}\n`);
}
const failed = rows.filter(({ outcome }) => outcome.problems.length > 0).length;
process.stdout.write(`${rows.length - failed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);
