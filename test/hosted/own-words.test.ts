import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/hosted/mcp/own-words.js';
import { LISTS, SPACES, TASKS, USERS } from '../../src/sandbox/index.js';
import { hostedServer, manager, origin, settings } from '../support/hosted.js';

describe('a tool that a key does not serve', () => {
  const refusal = async (config: object, tool: string) => {
    const server = await hostedServer();
    const bearer = await (await manager(server, USERS.lena)).key(config);
    const response = await server.send(`/api/tools/${tool}`, { bearer, json: { list_id: LISTS.bugs, name: 'x' } });
    const { error } = (await response.json()) as { error: { code: string; message: string; suggested_action: string } };
    return { status: response.status, error, sent: server.sandbox.requests };
  };

  it.each([
    ['a method', { methods: ['read'] }, 'clickup_task_create', 'with the method create;'],
    ['a tag', { methods: ['read', 'write'] }, 'clickup_doc_create', 'with the tag doc;'],
    [
      'both',
      { methods: ['read'], tags: ['tasks'] },
      'clickup_comment_create',
      'the method create and the tag comment;',
    ],
    ['a place', { methods: ['read', 'write'], lists: ['1'] }, 'clickup_goal_create', 'within the places'],
  ])('is answered as one that there is not, with %s that would serve it', async (_, config, tool, words) => {
    const { status, error, sent } = await refusal(config, tool);
    expect([status, error.code]).toEqual([404, 'UNKNOWN_TOOL']);
    expect(error.message).toBe(`${tool} is not among the tools of this key`);
    expect(error.suggested_action).toContain(words);
    expect(sent.filter(({ method }) => method !== 'GET').map(({ operation }) => operation)).toEqual([
      null,
      'GetAccessToken',
    ]);
  });
});

it('a policy of a place that is gone says so without naming those that there are', async () => {
  const server = await hostedServer();
  const bearer = await (await manager(server, USERS.lena)).key({ spaces: ['Product Engineerin'] });
  const response = await server.send('/api/tools/clickup_task_get', { bearer, json: { task_id: TASKS.greyButton } });
  const { error } = (await response.json()) as { error: { code: string; message: string; suggested_action: string } };
  expect(error).toMatchObject({
    code: 'POLICY_DENIED',
    message:
      'What this link, key or app was narrowed to names "Product Engineerin", and there is no Space Product Engineerin',
    suggested_action: `Nothing is allowed until the person makes another link or key, for places that there are, in the console, ${origin}/console.`,
  });
  expect(JSON.stringify(error)).not.toMatch(new RegExp(`CLICKUP_ALLOW|${SPACES.operations}`));
});

it('an answer that is cut names no setting that would make it longer', () => {
  const words = wordsOf(settings);
  expect(words('Cut to fit. Narrow it with status, or raise CLICKUP_CHARACTER_LIMIT.')).toBe(
    'Cut to fit. Narrow it with status.',
  );
});
