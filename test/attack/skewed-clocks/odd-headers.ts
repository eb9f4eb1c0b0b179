import { refusal, task } from './minute-server.js';

const minute = 60_000;
/** A wait of most of an hour is believed, but looked at again now and then. */
const probeMs = 5 * minute;
const year2100 = Date.UTC(2100, 0, 1);

/** Figures or waits that a server may send and no client should take at their word. */
export interface OddHeaders {
  name: string;
  answer(nth: number, now: number): Response;
  /** Longest time for which calls may be refused; a window unless the server asks for more in plain words. */
  patienceMs?: number;
}

/** The window of the first answer: an honest server that moved it with each would have to be believed each time. */
const figures = (name: string, resetOf: (now: number) => string, patienceMs = minute): OddHeaders => {
  let reset = '';
  return {
    name: `reset ${name}`,
    patienceMs,
    answer: (nth, now) => {
      if (nth === 0) reset = resetOf(now);
      return task({
        'X-RateLimit-Limit': '100',
        'X-RateLimit-Remaining': '0',
        'X-RateLimit-Reset': reset,
        Date: new Date(now).toUTCString(),
      });
    },
  };
};

const waits = (name: string, value: (now: number) => string, patienceMs = minute): OddHeaders => ({
  name: `Retry-After ${name}`,
  patienceMs,
  answer: (nth, now) =>
    nth === 0 ? refusal({ 'Retry-After': value(now), Date: new Date(now).toUTCString() }) : task({}),
});

export const oddHeaders: readonly OddHeaders[] = [
  figures('long ago', () => '0'),
  figures('ten minutes ago', (now) => seconds(now - 10 * minute)),
  figures('in 59 minutes', (now) => seconds(now + 59 * minute), probeMs),
  figures('in two hours', (now) => seconds(now + 120 * minute)),
  figures('in 2100', () => seconds(year2100)),
  figures('in milliseconds', (now) => String(now + minute)),
  figures('as seconds from now', () => '60'),
  ...['', 'soon', '-1', '1e12', 'NaN', '99999999999999999999'].map((text) => figures(`"${text}"`, () => text)),
  ...['0', '-5', 'soon', '', '1e3', '60', '60, 60', '0.5', '1e400', '99999999999'].map((text) =>
    waits(text, () => text),
  ),
  ...['3600', '86000'].map((text) => waits(text, () => text, probeMs)),
  waits('a date in 5 s', (now) => date(now + 5_000)),
  waits('a date long ago', () => date(0)),
  waits('a date in 2100', () => date(year2100)),
  waits('a date that is none', () => 'Wed, 99 Nov 2026'),
  // The clock of the server is ahead; its Date says so.
  {
    name: 'Retry-After a date in 5 s on a clock that is 10 minutes ahead',
    answer: (nth, now) =>
      nth === 0 ? refusal({ 'Retry-After': date(now + 10 * minute + 5_000), Date: date(now + 10 * minute) }) : task({}),
  },
];

function seconds(ms: number): string {
  return String(Math.ceil(ms / 1000));
}

function date(ms: number): string {
  return new Date(ms).toUTCString();
}
