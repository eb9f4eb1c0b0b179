import type { Envelope } from '../../src/runtime/envelope.js';
import { isPlainObject } from '../../src/runtime/plain-object.js';
import type { Problem } from '../manifest/problems.js';
import type { Example, Tool } from '../model.js';
import { errorTypes, loseAnswer, type Provoked, sendsNothing, triggerError } from './error-scenarios.js';
import { type ExampleRunner, failureText, type RunOptions, type RunResult } from './runner.js';

/** An example of the manifest with what it led to. */
export interface Run extends RunOptions, RunResult {
  title: string;
  note: string;
}

/** Everything that happened to a tool on the stage. */
export interface Staged {
  /** The three examples. */
  examples: readonly Run[];
  /** The first example once more, with debug on and one 429 in its way. */
  debug: Envelope;
  provoked: Readonly<Partial<Record<(typeof errorTypes)[number], Provoked>>>;
  /** The first example of a write whose answer was lost. */
  lost?: { how: string; envelope: Envelope };
  /** Operations that the first example called, in order. */
  firstCalls: readonly string[];
  /** Operations that any of the examples called. */
  calls: ReadonlySet<string>;
}

const trialOf = (stage: ExampleRunner, { plan }: Tool, { input, before, fault }: Example): RunOptions => ({
  input,
  ...(plan && { plan }),
  ...(before && { before }),
  ...(fault !== undefined && { faults: [stage.faultOf(fault)] }),
});

/** Says what is wrong with an example of a tool. */
type Report = (text: string) => void;

/** Executes one example: the first two must succeed, the third must fail. Undefined after a report. */
const runExample = async (
  stage: ExampleRunner,
  tool: Tool,
  index: number,
  report: Report,
): Promise<Run | undefined> => {
  const example = tool.examples[index]!;
  try {
    const trial = trialOf(stage, tool, example);
    const outcome = await stage.run(tool.name, trial, `example ${index + 1}`);
    const run = { ...trial, ...outcome, title: example.title, note: example.note ?? '' };
    if (outcome.envelope.success === index < 2) return run;
    report(index < 2 ? `must succeed; ${failureText(outcome.envelope)}` : 'must fail, and succeeded');
  } catch (error) {
    report(error instanceof Error ? error.message : String(error));
  }
  return undefined;
};

/** A 429 in the way of the first request, so that retry and debug metadata have something to show. */
const transientFault = { kind: '429', nth: 1, retryAfter: 1 } as const;

/** Everything that its page shows of a tool. Undefined when something was reported. */
const runToolExamples = async (stage: ExampleRunner, tool: Tool, problems: Problem[]): Promise<Staged | undefined> => {
  const reportTo = (what: string) => (text: string) =>
    problems.push({ ...tool.source, message: `${tool.name}, ${what}: ${text}` });
  const runs: (Run | undefined)[] = [];
  for (const [index, { title }] of tool.examples.entries()) {
    runs.push(await runExample(stage, tool, index, reportTo(`example ${index + 1} (${title})`)));
  }
  const examples = runs.filter((run) => run !== undefined);
  const first = examples[0];
  if (!first || examples.length < tool.examples.length) return undefined;
  const { title: _title, note: _note, envelope: _envelope, calls: firstCalls, ...trial } = first;
  const debug = await stage.run(tool.name, { ...trial, faults: [transientFault], debug: true }, 'debug');
  if (!debug.envelope.success) reportTo('example 1 after a 429')(failureText(debug.envelope));
  const provoked = await triggerError(stage, tool, trial);
  for (const type of sendsNothing(tool) ? (['VALIDATION'] as const) : errorTypes) {
    if (!provoked[type]) reportTo(`error type ${type}`)('no call brings it about');
  }
  const lost = tool.effect === 'read' ? undefined : await loseAnswer(stage, tool, trial);
  return {
    examples,
    debug: debug.envelope,
    provoked,
    ...(lost && { lost }),
    firstCalls,
    // A dry run also looks at what is there now, whatever the tool.
    calls: new Set(
      examples.flatMap(({ input, calls }) => (isPlainObject(input) && input.dry_run === true ? [] : calls)),
    ),
  };
};

/** Puts every tool that has examples on the stage. What does not go as it must is in `problems`, with its line. */
export const stageTools = async (
  tools: readonly Tool[],
  stage: ExampleRunner,
): Promise<{ staged: Map<string, Staged>; moment: string; problems: Problem[] }> => {
  const staged = new Map<string, Staged>();
  const problems: Problem[] = [];
  for (const tool of tools) {
    const before = problems.length;
    const happened = await runToolExamples(stage, tool, problems);
    if (happened && problems.length === before) staged.set(tool.name, happened);
  }
  return { staged, moment: stage.moment, problems };
};
