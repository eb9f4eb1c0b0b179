import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { text } from 'node:stream/consumers';
import { programOptions } from '../../codegen/program-options.js';
import { bundled } from './programs.js';
import type { Part, Row } from './row.js';
import { rows as all } from './rows.js';

const rows = all as unknown as Readonly<Record<string, Row<unknown>>>;
const names = Object.keys(rows);

const help = `npm run chaos -- [--only ROW] [--seed NUMBER] [--minutes NUMBER]

Random work under faults, kills, limits and policies, and what came of it. Exits with 1 where a figure is not what it must be.
The same seed picks the same work. What does not end within so many minutes (default 10) says how far it came; more minutes
give it more time. Rows, of which --only picks one, and given several times several: ${names.join(', ')}.
`;

const { values, refuse } = programOptions(help, {
  only: { type: 'string', multiple: true },
  seed: { type: 'string', default: '1' },
  minutes: { type: 'string', default: '10' },
});
const { only = names } = values;
const [seed, minutes] = [Number(values.seed), Number(values.minutes)];
const unknown = only.find((name) => !names.includes(name));
if (unknown !== undefined) refuse(`no row is called ${unknown}`);
if (!Number.isInteger(seed)) refuse(`--seed is ${values.seed}, not a whole number`);
if (!(minutes > 0)) refuse(`--minutes is ${values.minutes}, not a number above 0`);

/** Parts that run beside each other: twice as many as cores, since they wait for answers and disks in between. */
const lanes = 4;
/** For the end of what is under way, and what is printed. */
const reserveMs = 15_000;
const endsAt = Date.now() + Math.max(minutes * 60_000 - reserveMs, minutes * 45_000);
const { programs, remove } = await bundled('part', 'bulk', 'limit');

/** A part of a row that nobody has begun. */
interface Waiting {
  name: string;
  nth: number;
  /** Its share of the seconds that its row takes. */
  seconds: number;
}

const results = new Map<string, (Figures | undefined)[]>();
type Figures = { figures: unknown };

/** A part in a process of its own, whose heap and rejections are its own. */
async function inProcess({ name, nth }: Waiting, until: number): Promise<Figures | undefined> {
  const { wanted, parts, isTimed } = rows[name]!;
  const share = Math.ceil(wanted / parts);
  const count = Math.min(share, wanted - nth * share);
  const part: Part = { row: name, seed: seed * 1_000_000 + nth * share, count, endsAt: until, programs };
  const child = spawn(process.execPath, ['--expose-gc', programs.part!, JSON.stringify(part)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!isTimed && child.pid) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  const said = await text(child.stdout);
  return said === '' ? undefined : { figures: JSON.parse(said) };
}

let isFine = true;

function print(name: string, parts: readonly (Figures | undefined)[]): void {
  const row = rows[name]!;
  const known = parts.flatMap((part) => (part ? [part.figures] : []));
  const done = known.reduce((total: number, figures) => total + row.done(figures), 0);
  const { figures, isFine: held } = known.length > 0 ? row.line(known) : { figures: '', isFine: false };
  const isWhole = held && known.length === row.parts;
  isFine &&= isWhole;
  const count =
    done < row.wanted ? `${done} of ${row.wanted} ${row.noun} in the time there was` : `${done} ${row.noun}`;
  const died =
    known.length < row.parts ? `; ${row.parts - known.length} of ${row.parts} processes ended without an answer` : '';
  process.stdout.write(`${isWhole ? 'ok  ' : 'FAIL'}  ${name}: ${row.what}\n    ${count}; ${figures}${died}\n`);
}

/** What takes longest comes last, and gets the time that others left. */
const waiting: Waiting[] = names
  .filter((name) => only.includes(name))
  .sort((a, b) => rows[a]!.seconds - rows[b]!.seconds)
  .flatMap((name) => {
    const { parts, seconds } = rows[name]!;
    return Array.from({ length: parts }, (_, nth) => ({ name, nth, seconds: seconds / parts }));
  });
const running = new Map<Waiting, number>();

/** When a part has to end, so that what is still to be done gets time by what it needs. */
function endOf(part: Waiting): number {
  const now = Date.now();
  const taken = [...running.values()].reduce((total, until) => total + until - now, 0);
  const left = lanes * (endsAt - now) - taken;
  const needed = waiting.reduce((total, { seconds }) => total + seconds, part.seconds);
  return Math.min(endsAt, now + Math.max(1_000, (left * part.seconds) / needed));
}

async function lane(): Promise<void> {
  for (let part = waiting.shift(); part; part = waiting.shift()) {
    const until = endOf(part);
    running.set(part, until);
    const found = await inProcess(part, until);
    running.delete(part);
    const own = results.get(part.name) ?? [];
    own.push(found);
    results.set(part.name, own);
    if (own.length === rows[part.name]!.parts) print(part.name, own);
  }
}

const startedAt = Date.now();
await Promise.all(Array.from({ length: lanes }, lane));
await remove();
process.stdout.write(`${Math.round((Date.now() - startedAt) / 1_000)} s\n`);
process.exit(isFine ? 0 : 1);
