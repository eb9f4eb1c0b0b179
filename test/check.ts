import { spawnSync } from 'node:child_process';

/** Every gate of a change, cheap ones first. All run, so that one failure does not hide another. */
const gates: readonly [name: string, command: string][] = [
  ['generated files are up to date', 'npm run --silent generate -- --check'],
  ['the API description is valid OpenAPI 3.1', 'npm run --silent spec:lint'],
  ['format and lint (Biome)', 'npm run --silent lint'],
  ['types (tsc)', 'npm run --silent typecheck'],
  ['types of the site (vue-tsc)', 'npm run --silent docs:types'],
  ['tests', 'npm test --silent'],
  ['no unused files, exports or dependencies (knip)', 'npx --no-install knip'],
  ['the built package (build)', 'npm run --silent build'],
  ['package metadata (publint)', 'npx --no-install publint --strict'],
  [
    'types of each entry (attw)',
    'npx --no-install attw --pack . --profile esm-only --exclude-entrypoints catalog.json',
  ],
];

const skip = new Set(
  process.argv
    .slice(2)
    .filter((word) => word.startsWith('--skip='))
    .map((word) => word.slice(7)),
);
const chosen = gates.filter(([name]) => !skip.has(name));
const results = chosen.map(([name, command]) => {
  process.stdout.write(`\n== ${name}: ${command}\n`);
  const { status } = spawnSync(command, { shell: true, stdio: 'inherit' });
  return { name, ok: status === 0 };
});
process.stdout.write(`\n${results.map(({ name, ok }) => `${ok ? 'ok  ' : 'FAIL'}  ${name}`).join('\n')}\n`);
const failed = results.filter(({ ok }) => !ok).length;
process.stdout.write(`${results.length - failed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
