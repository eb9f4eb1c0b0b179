import type { ApiDescription } from './api-description.js';
import { ApiRequest } from './api-request.js';
import type { Call } from './call.js';
import type { Clock } from './clock.js';
import { decoded } from './decode.js';
import { clickUpError } from './errors.js';
import { readDate } from './headers.js';
import type { LookUp, LookUps, Row, Sent } from './look-up.js';
import { fillPath } from './path.js';
import type { RequestContext, Send } from './send.js';

/** Servers of one service agree on the time to about a second, and a `Date` has whole seconds. */
const slackMs = 2_000;
/** Pages of a listing, or tasks of a checklist, that are looked through; pages of what this client made do not count. */
const mostPages = 5;
/** Pages that are looked through at all. */
const mostListed = 60;

export interface SearchDeps {
  readonly send: Send;
  readonly api: ApiDescription;
  readonly clock: Clock;
  readonly baseUrl: string;
}

/** A create that may have taken effect between two moments of our clock. */
export interface Lost {
  readonly request: ApiRequest;
  readonly context: RequestContext;
  readonly seen: readonly string[];
  readonly from: number;
  readonly to: number;
}

/** The reads that show what became of a create. One for each client. */
export class LostSearch {
  #me: string | undefined;

  constructor(
    private readonly deps: SearchDeps,
    private readonly me: LookUps['me'],
    /** Whether an object belongs to another create. */
    private readonly isKnown: (id: string) => boolean,
  ) {}

  /** The rows that were made in the time of the attempt, by the server's clock, with the answers that they were in. */
  async list(rule: LookUp, lost: Lost, sent: Sent) {
    const rows: Row[] = [];
    const listings = new Map<Row, unknown>();
    let before: Parameters<LookUp['page']>[1];
    let pages = 0;
    for (let index = 0; ; index++) {
      const page = rule.page(sent, before);
      if (!page) {
        if (index === 0) throw unreadable('nothing says where it would be listed');
        return { rows, listings };
      }
      if (pages >= mostPages || index >= mostListed) throw unreadable('the listing is too long');
      const { answer, from, to } = await this.#read(rule.read, page, lost);
      const found = rule.rows(answer, sent);
      if (!found) throw unreadable('ClickUp answered without the listing');
      // A bulk that goes on stands before what it looks for.
      if (found.length === 0 || found.some((row) => !this.isKnown(idOf(row)))) pages++;
      const created = (row: Row) => rule.created?.(row) ?? from;
      if (found.some((row) => Number.isNaN(created(row)))) throw unreadable('ClickUp answered without dates');
      for (const row of found) {
        if (created(row) < from || created(row) > to) continue;
        rows.push(row);
        listings.set(row, answer);
      }
      const last = found.at(-1);
      if (rule.newestFirst && last && created(last) < from) return { rows, listings };
      before = { rows: found, answer, index };
    }
  }

  /** An answer, and the time of the attempt by the clock of who gave it. */
  async #read(
    id: string,
    { path, query = {} }: NonNullable<ReturnType<LookUp['page']>>,
    lost: Pick<Lost, 'context'> & Partial<Lost>,
  ) {
    const { clock, baseUrl, send, api } = this.deps;
    const operation = { id, ...api.operations[id]! };
    const search = new URLSearchParams(query).toString();
    const url = `${baseUrl}${fillPath(operation.path, path)}${search && `?${search}`}`;
    const asked = clock.now();
    const response = await decoded(
      send,
      new ApiRequest(url),
      { call: lost.context.call, operation },
      { now: () => clock.now(), api },
    );
    const answered = clock.now();
    const there = readDate(response.headers);
    const [behind, ahead] = there === undefined ? [0, 0] : [there - answered, there + 1_000 - asked];
    return {
      answer: await response.json(),
      from: (lost.from ?? 0) + behind - slackMs,
      to: (lost.to ?? asked) + ahead + slackMs,
    };
  }

  /** Those that the caller made, where ClickUp says who did. */
  async ownOf({ creator }: LookUp, rows: readonly Row[], call: Call): Promise<Row[]> {
    const authors = rows.map((row) => creator?.(row));
    if (!creator || rows.length === 0 || authors.every((author) => author === undefined || author === null))
      return [...rows];
    const { read, id } = this.me;
    this.#me ??= String(id((await this.#read(read, { path: {} }, { context: { call, operation: undefined } })).answer));
    return rows.filter((_, index) => String(authors[index]) === this.#me);
  }

  /** Those that hold nothing which is older than the attempt, where that tells new ones from others. */
  async newOf({ inside }: LookUp, rows: readonly Row[], lost: Lost): Promise<Row[]> {
    if (!inside) return [...rows];
    const found: Row[] = [];
    for (const row of rows) {
      const places = inside(row);
      const isNew = places.slice(0, mostPages).map(async ({ read, rows: listed, created, ...page }) => {
        const { answer, from } = await this.#read(read, page, lost);
        return listed(answer)?.every((each) => created !== undefined && created(each) >= from) === true;
      });
      if (places.length <= mostPages && (await Promise.all(isNew)).every(Boolean)) found.push(row);
    }
    return found;
  }

  async answerOf(
    rule: LookUp,
    row: Row,
    listing: unknown,
    { call, sent }: { call: Call; sent: Sent },
  ): Promise<unknown> {
    if (!rule.whole) return rule.answer(row, listing, sent);
    const { read, path } = rule.whole;
    const { answer } = await this.#read(read, { path: path(row) }, { context: { call, operation: undefined } });
    return rule.answer(answer as Row, listing, sent);
  }
}

export const idOf = ({ id }: Row): string => (id === undefined || id === null ? '' : String(id));

const unreadable = (why: string) => clickUpError('INVALID_RESPONSE', why, { suggestion: 'Look for it yourself.' });
