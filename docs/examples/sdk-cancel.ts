import { ApiError, createClickUp } from '../../src/index.js';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '' });
const stop = new AbortController();
const backlog = { list_id: '901710000303', limit: 20 };

try {
  for await (const { tasks } of clickup.pages('clickup_task_list', backlog, { signal: stop.signal })) {
    console.log(tasks.length, 'tasks');
    stop.abort();
  }
} catch (error) {
  if (!(error instanceof ApiError)) throw error;
  console.log(error.code);
}
