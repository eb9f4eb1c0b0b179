import type { CallOptions, ClickUp, Envelope } from '../../../src/index.js';
import { lastWordsMs } from '../../../src/runtime/execute.js';
import { Tally } from '../attack.js';
import { within } from '../support/within.js';

/** Real time after which a call on a virtual clock will never end. */
const patienceMs = 2_000;

/** Counts what no provider may bring about. */
export class Watch {
  private readonly late = new Tally('calls beyond their deadline');
  private readonly stuck = new Tally('later calls that do not get through');
  private readonly thrown = new Tally('calls that throw');

  get rows() {
    return [this.late.row, this.stuck.row, this.thrown.row];
  }

  /** A call that must end by `deadlineMs` on the clock of its client, plus what a busy machine may need. */
  async call(
    label: string,
    clickup: ClickUp,
    [tool, input]: readonly [tool: string, input: object],
    { graceMs = 0, deadlineMs, ...options }: CallOptions & { deadlineMs: number; graceMs?: number },
  ): Promise<void> {
    let problem: string | undefined;
    const answer = clickup.call(tool, input, { ...options, deadlineMs }).catch((error: unknown) => {
      problem = String(error);
      return undefined;
    });
    const envelope = await within(patienceMs + graceMs, answer, undefined);
    this.thrown.check(problem === undefined, () => `${label}: ${problem}`);
    const ms = envelope?.metadata.execution_time_ms ?? Number.POSITIVE_INFINITY;
    this.late.check(
      ms <= deadlineMs + lastWordsMs + graceMs,
      () => `${label}: ${codeOf(envelope)} after ${ms} of ${deadlineMs} ms`,
    );
  }

  /** Once all is well again, a call of the same client must succeed. */
  async afterwards(label: string, clickup: ClickUp): Promise<void> {
    const answer = clickup.call('clickup_task_get', { task_id: '86c131205' });
    const envelope = await within(patienceMs, answer, undefined);
    this.stuck.check(envelope?.success === true, () => `${label}: ${codeOf(envelope)}`);
  }

  /** Something else that must still work afterwards. */
  alive(label: string, isAlive: boolean): void {
    this.stuck.check(isAlive, () => label);
  }
}

const codeOf = (envelope: Envelope | undefined) =>
  envelope === undefined ? 'no answer' : envelope.success ? 'success' : envelope.error.code;
