import { createClickUp } from '../../src/index.js';

const clickup = createClickUp({
  apiKey: process.env.CLICKUP_API_KEY ?? '',
  workspaceId: '9011234567',
  deadlineMs: 20_000,
  onEvent: ({ tool, success, metadata }) => console.log(tool, success, metadata.rate_limit?.remaining),
});

await clickup.space.list({});
