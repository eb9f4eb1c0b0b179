import type { Figure, Group } from '../figure.js';
import { listId } from '../fixtures/places.js';
import { taskNumber, user } from '../fixtures/tasks.js';
import { type Answer as ApiAnswer, json, withStandIn } from '../support/http.js';
import { withOurs } from '../support/mcp.js';
import { round } from '../support/stats.js';

const most = { list: 3_500, get: 240 };

const api: ApiAnswer = ({ path }, response) => {
  const headers = {
    'X-RateLimit-Limit': '100',
    'X-RateLimit-Remaining': '97',
    'X-RateLimit-Reset': String(Math.ceil(Date.now() / 1000) + 60),
  };
  const { pathname } = new URL(path, 'http://api');
  if (pathname === '/v2/user') return json(response, { user }, { headers });
  if (pathname === `/v2/list/${listId}/task`) {
    const tasks = Array.from({ length: 100 }, (_, index) => taskNumber(index));
    return json(response, { tasks, last_page: true }, { headers });
  }
  return json(response, taskNumber(1, { markdown: true }), { headers });
};

async function run(): Promise<Figure[]> {
  const [list, get] = await withStandIn(api, (at) =>
    withOurs(at, async ({ call }) => [
      await call('clickup_task_list', { list_id: listId }),
      await call('clickup_task_get', { task_id: taskNumber(1).id }),
    ]),
  );
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base');
  const row = rowOf(countTokens);
  return [
    row('list-tokens', 'tokens of the answer to "list 100 tasks" with tags', list!.text, most.list),
    row('get-tokens', 'tokens of the answer to "get one task"', get!.text, most.get),
  ];
}

const rowOf =
  (countTokens: (text: string) => number) =>
  (name: string, figure: string, text: string, limit: number): Figure => {
    const tokens = countTokens(text);
    return {
      name,
      figure,
      measured: `${tokens} (${round(text.length / 1000, 1)} kB of text)`,
      must: `<= ${limit}`,
      ok: tokens <= limit,
      values: { tokens, characters: text.length, limit },
    };
  };

export const answerTokensGroup: Group = { name: 'answer-tokens', figures: ['list-tokens', 'get-tokens'], run };
