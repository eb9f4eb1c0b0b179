import { twoColumns } from '../config/report.js';
import { faultKinds, plans } from '../sandbox/index.js';
import { wrap } from './width.js';

/** Every option of `clickup-tools sandbox`: its value as typed, and what it does. */
export const sandboxFlags: Readonly<Record<string, readonly [value: string, doc: string]>> = {
  port: ['8787', 'Port to listen on; 0 takes any free one. Default: 8787.'],
  plan: ['name', `Plan of the Workspace: ${Object.keys(plans).join(', ')}. Default: business.`],
  'rate-limit': ['1000', 'Requests per minute, or off. Default: what the plan allows.'],
  now: ['2026-10-05', 'Another day than today to place the sample data around.'],
  fault: ['rule', 'Lets requests fail; may be repeated. See below.'],
  scale: ['10000', 'So many tasks instead of the sample data.'],
  data: ['file.json', 'Start from what --save wrote.'],
  save: ['file.json', 'Write the final state there.'],
  strict: ['', 'Say what is wrong with a request, here and in its X-Sandbox-Notes header.'],
  'webhook-host': ['name', 'Deliver webhooks to this host, too; * for all. Default: this machine only.'],
};

/** `clickup-tools sandbox --help`. */
export const sandboxHelp = (): string => `clickup-tools sandbox: an offline ClickUp with sample data, over HTTP.

Usage
  clickup-tools sandbox [options]
      It listens until Ctrl-C and prints its address, its keys and the
      configuration for MCP clients.

Options
${twoColumns(Object.entries(sandboxFlags).map(([flag, [value, text]]) => ({ name: `--${flag} ${value}`.trimEnd(), text })))}
Faults
  A rule is a kind and conditions, with colons between. Kinds:
${wrap(faultKinds.join(', '), 76)
  .map((line) => `  ${line}\n`)
  .join('')}  Conditions: operation, method, nth, share; retryAfter and delayMs.
    --fault 503:method=GET:nth=1
    --fault 429:share=0.1:retryAfter=5
    --fault reset-after:operation=CreateTask
`;
