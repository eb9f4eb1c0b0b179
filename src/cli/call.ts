import { readFileSync } from 'node:fs';
import { cliDeadlineMs } from '../config/config.js';
import { configWarnings, readConfig } from '../config/read.js';
import { openClient } from '../node/open-client.js';
import type { Envelope } from '../runtime/envelope.js';
import { parseCall } from './arguments.js';
import { asTyped } from './as-typed.js';
import { type CatalogTool, findTool } from './catalog.js';
import { paintFor } from './colour.js';
import { progressBar } from './progress.js';
import { renderEnvelope, renderValue } from './render.js';
import { columnsOf } from './terminal.js';
import { exitCodes } from './usage.js';

/** `clickup-tools call`: runs one tool, prints its envelope, gives the exit code. */
export async function callTool([name, ...words]: readonly string[]): Promise<number> {
  const tool = findTool(name);
  const call = parseCall(tool, words, () => readFileSync(0, 'utf8'));
  const { sandbox } = call;
  const config = readConfig(process.env, { program: 'clickup-tools', sandbox: sandbox !== false });
  for (const warning of configWarnings(config)) process.stderr.write(`clickup-tools: ${warning}\n`);
  const client = await openClient(
    { filesRoot: process.cwd(), deadlineMs: cliDeadlineMs, ...config, debug: call.debug || config.debug },
    { sandbox },
  );
  const cancel = new AbortController();
  process.once('SIGINT', () => {
    cancel.abort();
    endSoon();
  });
  const bar = progressBar(process.stderr);
  const { fresh } = call;
  const envelope = await client.call(tool.name, call.input, { signal: cancel.signal, onProgress: bar.update, fresh });
  bar.clear();
  const output = call.output ?? (process.stdout.isTTY ? 'text' : 'json');
  if (output === 'json') process.stdout.write(`${JSON.stringify(envelope, null, 2)}\n`);
  else show(inWordsOf(tool, envelope));
  return cancel.signal.aborted ? exitCodes.cancelled : exitCodeOf(envelope);
}

/** The answer of a cancelled call is printed; what does not heed the cancelling is not waited for. */
const endSoon = () => setTimeout(() => process.exit(exitCodes.cancelled), 80).unref();

/** For people at a shell; programs that read the JSON get what every program gets. */
function inWordsOf(tool: CatalogTool, envelope: Envelope): Envelope {
  if (envelope.success) return envelope;
  const { message, suggested_action, ...error } = envelope.error;
  const typed = { message: asTyped(message, tool), suggested_action: asTyped(suggested_action, tool) };
  return { ...envelope, error: { ...error, ...typed } };
}

function show(envelope: Envelope): void {
  const stream = envelope.success ? process.stdout : process.stderr;
  const width = columnsOf(stream);
  stream.write(renderEnvelope(envelope, width, paintFor(stream)));
  const { debug } = envelope.metadata;
  const paper = { width: columnsOf(process.stderr), onCut: () => undefined, paint: paintFor(process.stderr) };
  if (debug) process.stderr.write(`\n${renderValue(debug.timing.api_calls, paper)}`);
}

function exitCodeOf(envelope: Envelope): number {
  if (!envelope.success) {
    return exitCodes[envelope.error.type];
  }
  const { counts } = (envelope.data ?? {}) as { counts?: { total: number; succeeded: number } };
  return counts && counts.succeeded < counts.total ? exitCodes.partial : exitCodes.success;
}
