import { accessSync, constants, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { momentOf, planOf } from '../node/embedded.js';
import { nearest } from '../runtime/nearest.js';
import { type Plan, readSnapshot, type SandboxOptions, type Snapshot } from '../sandbox/index.js';
import { parseFault } from './faults.js';
import { sandboxFlags } from './sandbox-help.js';
import { UsageError } from './usage.js';
import { dashed, flagsIn } from './words.js';

/** `sandbox` as typed. */
export interface SandboxArguments {
  port: number;
  /** File that the final state is written to. */
  save: string | undefined;
  options: { plan: Plan; faults: NonNullable<SandboxOptions['faults']> } & Pick<
    SandboxOptions,
    'seed' | 'data' | 'strict' | 'webhooks' | 'now' | 'rateLimit'
  >;
}

const known = Object.keys(sandboxFlags);
const takes = `sandbox takes ${known.map((name) => `--${name}`).join(', ')}.`;

interface Read {
  port: number;
  plan: Plan;
  rateLimit?: NonNullable<SandboxOptions['rateLimit']>;
  now?: string;
  scale?: number;
  data?: Snapshot;
  save?: string;
  strict?: true;
}

/** Reads the options; a bad value is refused with what is allowed. */
export function readOptions(words: readonly string[]): SandboxArguments {
  const read: Read = { port: 8787, plan: 'business' };
  const allow: string[] = [];
  const faults: ReturnType<typeof parseFault>[] = [];
  for (const flag of flagsIn(words, () => takes)) {
    if (flag.name === 'strict' && flag.attached === undefined) {
      read.strict = true;
      continue;
    }
    const value = flag.take() ?? '';
    if (flag.name === 'port') read.port = portOf(value);
    else if (flag.name === 'plan') read.plan = planOf(value);
    else if (flag.name === 'rate_limit') read.rateLimit = rateLimitOf(value);
    else if (flag.name === 'now') read.now = momentOf(value);
    else if (flag.name === 'fault') faults.push(parseFault(value));
    else if (flag.name === 'scale') read.scale = scaleOf(value);
    else if (flag.name === 'data') read.data = dataIn(value);
    else if (flag.name === 'save') read.save = writable(value);
    else if (flag.name === 'webhook_host') allow.push(hostOf(value));
    else throw unknown(flag.name);
  }
  const { port, plan, scale, data, save, strict, rateLimit, now } = read;
  if (scale !== undefined && data) throw new UsageError('--scale and --data exclude each other', 'Give one of them.');
  const start = data ? { data } : scale !== undefined ? { seed: { scale } } : {};
  const more = {
    ...(strict && { strict }),
    ...(rateLimit !== undefined && { rateLimit }),
    ...(now !== undefined && { now }),
    ...(allow.length > 0 && { webhooks: { allow } }),
  };
  return { port, save, options: { plan, faults, ...start, ...more } };
}

function unknown(flag: string): UsageError {
  if (flag === 'strict') return new UsageError('--strict takes no value', 'Leave it out for an ordinary sandbox.');
  const near = nearest(flag, known);
  return new UsageError(`unknown option ${dashed(flag)}`, near ? `Did you mean --${near}?` : takes);
}

function hostOf(text: string): string {
  if (text === '*' || (URL.canParse(`http://${text}`) && new URL(`http://${text}`).host === text)) return text;
  throw new UsageError(
    `--webhook-host is ${text || 'empty'}`,
    'Give the host of an endpoint, such as --webhook-host hooks.example.com, or * for all.',
  );
}

function portOf(text: string): number {
  if (/^\d+$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new UsageError(`--port is ${text || 'empty'}`, 'Give a number from 0 to 65535; 0 takes any free one.');
}

const MINUTE = 60_000;

function rateLimitOf(text: string): NonNullable<SandboxOptions['rateLimit']> {
  if (text === 'off') return false;
  if (/^[1-9]\d*$/.test(text)) return { limit: Number(text), windowMs: MINUTE };
  throw new UsageError(
    `--rate-limit is ${text || 'empty'}`,
    'Give the requests per minute, such as --rate-limit 1000, or off.',
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

/** Checked at the start, because at the end it would be too late. */
function writable(text: string): string {
  const file = fileName('save', text);
  try {
    accessSync(dirname(file), constants.W_OK);
    return file;
  } catch {
    throw new UsageError(`--save ${file}: its folder cannot be written to`, 'Name a file in a folder that exists.');
  }
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
