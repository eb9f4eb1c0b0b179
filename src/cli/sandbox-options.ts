import { readFileSync } from 'node:fs';
import { type Plan, plans, readSnapshot, type SandboxOptions, type Snapshot } from '../sandbox/index.js';
import { parseFault } from './faults.js';
import { UsageError } from './usage.js';
import { flagsIn } from './words.js';

/** `sandbox` as typed. */
export interface SandboxArguments {
  port: number;
  /** File that the final state is written to. */
  save: string | undefined;
  options: { plan: Plan; faults: NonNullable<SandboxOptions['faults']> } & Pick<SandboxOptions, 'seed' | 'data'>;
}

const takes = 'sandbox takes --port, --plan, --fault, --scale, --data and --save.';

/** Reads the options; a bad value is refused with what is allowed. */
export function readOptions(words: readonly string[]): SandboxArguments {
  const read: { port: number; plan: Plan; scale?: number; data?: Snapshot; save?: string } = {
    port: 8787,
    plan: 'business',
  };
  const faults: ReturnType<typeof parseFault>[] = [];
  for (const flag of flagsIn(words, () => takes)) {
    const value = flag.take() ?? '';
    if (flag.name === 'port') read.port = portOf(value);
    else if (flag.name === 'plan') read.plan = planOf(value);
    else if (flag.name === 'fault') faults.push(parseFault(value));
    else if (flag.name === 'scale') read.scale = scaleOf(value);
    else if (flag.name === 'data') read.data = dataIn(value);
    else if (flag.name === 'save') read.save = fileName('save', value);
    else throw new UsageError(`unknown option --${flag.name}`, takes);
  }
  const { port, plan, scale, data, save } = read;
  if (scale !== undefined && data) throw new UsageError('--scale and --data exclude each other', 'Give one of them.');
  const start = data ? { data } : scale !== undefined ? { seed: { scale } } : {};
  return { port, save, options: { plan, faults, ...start } };
}

function portOf(text: string): number {
  if (/^\d+$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new UsageError(`--port is ${text || 'empty'}`, 'Give a number from 0 to 65535; 0 takes any free one.');
}

function planOf(text: string): Plan {
  if (Object.hasOwn(plans, text)) return text as Plan;
  throw new UsageError(
    text ? `no plan is called ${text}` : '--plan is empty',
    `There are: ${Object.keys(plans).join(', ')}.`,
  );
}

/** The sandbox itself knows how many tasks are too few or too many. */
function scaleOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new UsageError(`--scale is ${text || 'empty'}`, 'Give a number of tasks, such as --scale 10000.');
}

function fileName(option: string, text: string): string {
  if (text) return text;
  throw new UsageError(`--${option} is empty`, `Name a file: --${option} sandbox.json.`);
}

function dataIn(text: string): Snapshot {
  const file = fileName('data', text);
  try {
    return readSnapshot(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--data ${file}: ${reason}`, 'Such a file is written by --save, or from sandbox.snapshot().');
  }
}
