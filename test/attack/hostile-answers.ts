import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Attack, type AttackOptions, Tally } from './attack.js';
import { type HostileAnswer, hostileAnswers } from './hostile-answers/answers.js';
import { costOf } from './hostile-answers/victim.js';
import { transports } from './support/transports.js';

const mostMegabytes = 300;
/** Long enough for a busy machine to take in what it should refuse. */
const deadlineMs = 20_000;
/** What a busy machine may need on top; here time is real. */
const graceMs = 2_000;
const killMs = 40_000;

const calls: readonly [tool: string, input: object][] = [
  ['clickup_task_get', { task_id: '86c131205' }],
  ['clickup_task_create', { list_id: '901710000302', name: 'One' }],
];

/** Answers that are small on the wire and huge in memory, or never end. */
export const hostileAnswersAttack: Attack = {
  limitMs: { small: 90_000, full: 600_000 },
  async run({ size }) {
    const figures = {
      large: new Tally(`calls that take more than ${mostMegabytes} MB`),
      late: new Tally('calls beyond their deadline'),
      fallen: new Tally('programs that end or hang'),
    };
    const { answers, victims } = shareOf(size);
    for (const answer of answers) await attackWith(answer, victims, figures);
    return Object.values(figures).map(({ row }) => row);
  },
};

type Victim = readonly [transport: string, tool: string, input: object];

/** Every answer with every call; in a small run a few with one call. */
function shareOf(size: AttackOptions['size']): { answers: readonly HostileAnswer[]; victims: readonly Victim[] } {
  const victims = Object.keys(transports).flatMap((way) => calls.map((call): Victim => [way, ...call]));
  if (size === 'full') return { answers: hostileAnswers, victims };
  const answers = hostileAnswers.filter(({ small }) => small);
  const [[get]] = calls as [(typeof calls)[0]];
  const few = victims.filter(([, tool]) => tool === get);
  return { answers, victims: few };
}

async function attackWith(
  { name, send }: HostileAnswer,
  victims: readonly Victim[],
  { large, late, fallen }: Record<'large' | 'late' | 'fallen', Tally>,
): Promise<void> {
  const server = createServer((request, response) => {
    request.resume();
    response.on('error', () => undefined);
    send(response).catch(() => response.destroy());
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  for (const [transport, tool, input] of victims) {
    const cost = await costOf(url, deadlineMs, transport, tool, input, killMs);
    const label = `${name}, ${tool} by ${transport}`;
    fallen.check(cost !== undefined, () => label);
    if (!cost) continue;
    const { ms, megabytes, outcome } = cost;
    large.check(megabytes <= mostMegabytes, () => `${label}: ${megabytes} MB, ${outcome}`);
    late.check(ms <= deadlineMs + graceMs, () => `${label}: ${outcome} after ${ms} ms`);
  }
  server.close();
  server.closeAllConnections();
}
