import type { Envelope } from '../../../src/index.js';
import { Tally } from '../attack.js';
import type { Arrival } from './lossy.js';

/** What a call that lost answers must never do. */
export class Judge {
  private readonly repeated = new Tally('writes sent twice');
  private readonly lost = new Tally('writes that took effect, told as failed');
  private readonly unsaid = new Tally('lost answers without UNKNOWN_OUTCOME');
  private readonly invited = new Tally('advice to repeat what may exist');
  private readonly silent = new Tally('unknown outcomes that name no read');
  private readonly invented = new Tally('objects told as made that no answer showed');
  private readonly givenUp = new Tally('reads given up though the next answer was good');

  get rows() {
    const tallies = [this.repeated, this.lost, this.unsaid, this.invited, this.silent, this.invented, this.givenUp];
    return tallies.map(({ row }) => row);
  }

  /** A call of `tool`, whose writes met these fates. */
  write(tool: string, label: string, writes: readonly Arrival[], envelope: Envelope): void {
    // Of what was not read whole, only the address is known, which several things made by one call share.
    const isKnown = ({ fate }: Arrival) => fate?.takes !== false || !/_bulk$|_update_(tags|checklists)$/.test(tool);
    const requests = writes.filter(isKnown).map(({ request }) => request);
    const said = JSON.stringify(envelope);
    const example = () => `${label}: ${summary(envelope)}`;
    this.repeated.check(new Set(requests).size === requests.length, example);

    const makes = /_(create|create_bulk|duplicate|start)$/.test(tool);
    const isUncertain = ({ fate }: Arrival) => fate?.loss === 'network' || fate?.loss === 'unreadable';
    const isHollow = ({ fate }: Arrival) => fate?.loss === 'empty';
    // Found by looking: then the answer holds what was made.
    const isFound = ({ made }: Arrival) => envelope.metadata.reconciled && made !== undefined && said.includes(made);
    const uncertain = writes.filter((write) => isUncertain(write) && !isFound(write));
    if (uncertain.length > 0) {
      const isSaid = envelope.success
        ? /UNKNOWN_OUTCOME|"unknown"/.test(said)
        : envelope.error.code === 'UNKNOWN_OUTCOME';
      this.unsaid.check(isSaid, example);
      const taken = uncertain.filter(({ fate }) => fate?.takes).length;
      // Of a part of an item, such as a dependency, a note says that it is there perhaps.
      const parts = said.split('and perhaps its').length - 1;
      const unknown = (countsOf(envelope)?.unknown ?? (isSaid ? taken : 0)) + parts;
      this.lost.check(!/_bulk$/.test(tool) ? isSaid || taken === 0 : unknown >= taken, example);
    }
    if (uncertain.length > 0 || writes.some(isHollow))
      this.invited.check(!advice(envelope).some(invitesRepeat), example);
    if (!envelope.success && envelope.error.code === 'UNKNOWN_OUTCOME') {
      this.silent.check(/clickup_\w+/.test(envelope.error.suggested_action), example);
    }
    const hollow = writes.filter(isHollow);
    if (hollow.length > 0 && makes && hollow.length === writes.length) {
      const open = hollow.filter((write) => !isFound(write)).length;
      // Of several, some are found, and of the others is told that they are unknown.
      this.invented.check(!envelope.success || open <= (countsOf(envelope)?.unknown ?? 0), example);
      // What was found is known, whatever failed after it.
      const isSaid = envelope.success || hollow.every(isFound) || envelope.error.code === 'UNKNOWN_OUTCOME';
      this.unsaid.check(isSaid, example);
    }
  }

  /** A read whose first answer was lost to the network. */
  read(label: string, envelope: Envelope): void {
    this.givenUp.check(envelope.success, () => `${label}: ${summary(envelope)}`);
  }
}

/** What the envelope suggests to do about the whole, and about each part of unknown outcome. */
function advice(envelope: Envelope): string[] {
  const found = envelope.success ? [] : [envelope.error.suggested_action];
  JSON.stringify(envelope, (_, value: unknown) => {
    const { status, error } = (value ?? {}) as { status?: unknown; error?: { suggested_action?: string } };
    if (status === 'unknown' && error?.suggested_action) found.push(error.suggested_action);
    return value;
  });
  return found;
}

/** A sentence that says to repeat without saying to look first. */
const invitesRepeat = (text: string): boolean =>
  text
    .split(/(?<=[.;])\s/)
    .some(
      (sentence) => /\b(repeat|again|retry)\b/i.test(sentence) && !/\b(before|only|not|unless|need)\b/i.test(sentence),
    );

function countsOf(envelope: Envelope): { unknown: number } | undefined {
  const holder = envelope.success ? envelope.data : envelope.error.details;
  return (holder as { counts?: { unknown: number } } | undefined)?.counts;
}

const summary = (envelope: Envelope): string =>
  envelope.success
    ? `success ${JSON.stringify(envelope.data).slice(0, 160)}`
    : `${envelope.error.code}: ${envelope.error.message.slice(0, 160)} > ${envelope.error.suggested_action.slice(0, 120)}`;
