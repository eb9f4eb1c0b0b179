import { createClickUp } from '../../src/index.js';

const clickup = createClickUp({
  apiKey: process.env.CLICKUP_API_KEY ?? '',
  workspaceId: '9011234567',
  deadlineMs: 20_000,
  onRequest: ({ method, path, status }) => console.log(method, path, status),
  onRetry: ({ path, attempt, delayMs }) => console.warn(path, `repeat ${attempt} in ${delayMs} ms`),
  onWait: ({ tool, waitMs }) => console.warn(tool, `waits ${waitMs} ms for the rate limit`),
  onEvent: ({ tool, success, metadata }) => console.log(tool, success, metadata.rate_limit?.remaining),
});

await clickup.space.list({});
