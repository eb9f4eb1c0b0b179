import { fileURLToPath } from 'node:url';
import { endOnClosedPipe } from '../src/node/closed-pipe.js';
import { COMMITTED } from './import.js';
import { type Change, compareDocuments, type Drift } from './spec/compare.js';
import { messageOf } from './spec/errors.js';
import { normalise } from './spec/normalise.js';
import type { OpenAPI31Document } from './spec/openapi.js';
import { readDocument } from './spec/read-document.js';

const USAGE = 'usage: npm run spec:drift -- <v2 document> <v3 document> [--json]   (JSON or YAML, file or URL)';

const structureOf = async (source: string): Promise<OpenAPI31Document> =>
  normalise(await readDocument(source), source) as unknown as OpenAPI31Document;

/** What two published documents (file or URL, JSON or YAML) changed against the committed structure; empty when nothing. */
const driftOf = async (v2: string, v3: string, committed: { v2: string; v3: string } = COMMITTED): Promise<Drift[]> => {
  const [was2, is2, was3, is3] = await Promise.all([committed.v2, v2, committed.v3, v3].map(structureOf));
  return [...compareDocuments(was2!, is2!), ...compareDocuments(was3!, is3!)];
};

const SIGN = { added: '+', removed: '-', changed: '~' } as const;

const changeLine = ({ part, at, before, after }: Change): string => {
  const [old, now] = [JSON.stringify(before), JSON.stringify(after)];
  const what = before === undefined ? `added ${now}` : after === undefined ? `removed ${old}` : `${old} -> ${now}`;
  return `    ${part} ${at || '/'}: ${what}`;
};

/** The differences for a person: one line for each operation, one below it for each change. */
export const driftText = (drifts: readonly Drift[]): string => {
  if (drifts.length === 0) return 'No difference to the committed structure.';
  const count = (kind: Drift['kind']) => drifts.filter((drift) => drift.kind === kind).length;
  const operations = drifts.flatMap(({ operation, operationId, kind, changes }) => [
    `${SIGN[kind]} ${operation} (${operationId})`,
    ...changes.map(changeLine),
  ]);
  return [...operations, `${count('added')} added, ${count('removed')} removed, ${count('changed')} changed`].join(
    '\n',
  );
};

/** The command: prints to `print`, returns the exit code 0 (no difference), 1 (differences) or 2 (unusable input). */
export const runDrift = async (
  args: readonly string[],
  print: { out: (text: string) => void; error: (text: string) => void },
): Promise<0 | 1 | 2> => {
  const json = args.includes('--json');
  const [v2, v3, ...rest] = args.filter((arg) => arg !== '--json');
  if (v2 === undefined || v3 === undefined || rest.length > 0) {
    print.error(USAGE);
    return 2;
  }
  try {
    const drifts = await driftOf(v2, v3);
    print.out(json ? JSON.stringify(drifts, null, 2) : driftText(drifts));
    return drifts.length === 0 ? 0 : 1;
  } catch (problem) {
    print.error(messageOf(problem));
    return 2;
  }
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  endOnClosedPipe('spec:drift');
  process.exitCode = await runDrift(process.argv.slice(2), { out: console.log, error: console.error });
}
