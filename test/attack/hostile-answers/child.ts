import { createClickUp } from '../../../src/index.js';

/** A client of its own process, whose memory is the client's: one call, then what it cost, as a line of JSON. */
const [baseUrl = '', deadline = '', tool = '', input = ''] = process.argv.slice(2);
const deadlineMs = Number(deadline);
const clickup = createClickUp({ apiKey: 'pk_81230001_MADEUP', baseUrl, deadlineMs, timeZone: 'UTC' });
const startedAt = performance.now();
const envelope = await clickup.call(tool, JSON.parse(input));
const ms = Math.round(performance.now() - startedAt);
const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
const outcome = envelope.success ? 'success' : envelope.error.code;
process.stdout.write(`${JSON.stringify({ ms, megabytes, outcome })}\n`);
process.exit(0);
