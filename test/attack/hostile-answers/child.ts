import { existsSync, readFileSync } from 'node:fs';
import { createClickUp } from '../../../src/index.js';
import { transports } from '../support/transports.js';

/** A client of its own process, whose memory is the client's: one call, then what it cost, as a line of JSON. */
const [baseUrl = '', deadline = '', way = '', tool = '', input = ''] = process.argv.slice(2);
const deadlineMs = Number(deadline);
const transport = transports[way];
const clickup = createClickUp({ apiKey: 'pk_81230001_MADEUP', baseUrl, deadlineMs, transport, timeZone: 'UTC' });
const startedAt = performance.now();
const envelope = await clickup.call(tool, JSON.parse(input));
const ms = Math.round(performance.now() - startedAt);
const megabytes = Math.round(peakKilobytes() / 1024);
const outcome = envelope.success ? 'success' : envelope.error.code;
process.stdout.write(`${JSON.stringify({ ms, megabytes, outcome })}\n`);
process.exit(0);

/** The most memory this process ever held. Linux counts in `maxRSS` what its parent held before, too. */
function peakKilobytes(): number {
  const status = '/proc/self/status';
  const peak = existsSync(status) ? /^VmHWM:\s+(\d+)/m.exec(readFileSync(status, 'utf8'))?.[1] : undefined;
  return peak === undefined ? process.resourceUsage().maxRSS : Number(peak);
}
