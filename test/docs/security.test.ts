import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const page = readFileSync('SECURITY.md', 'utf8');
const rows = page.split('\n').filter((line) => /^\| (?!Threat|Risk|---)/.test(line));

it('SECURITY.md names tests that there are', () => {
  const named = [...page.matchAll(/`(test\/[^`]+)`/g)].map(([, path]) => path!);
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});

it('each threat and each risk has a test that holds it', () => {
  expect(rows.length).toBeGreaterThan(15);
  expect(rows.filter((row) => !/`test\/[^`]+\.ts`[^|]*\|$/.test(row))).toEqual([]);
  const risks = rows.flatMap((row) => /^\| (API\d+) /.exec(row)?.[1] ?? []);
  expect(risks).toEqual(Array.from({ length: 10 }, (_, i) => `API${i + 1}`));
});
