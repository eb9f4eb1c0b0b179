import { describe, expect, it } from 'vitest';
import { questionFor, questionMs } from '../../src/mcp/input-required.js';
import type { McpServerOptions } from '../../src/mcp/options.js';
import { TASKS } from '../../src/sandbox/index.js';
import { ask, clientOfBoth, servedOnSandbox } from '../support/mcp-connect.js';

const forms = { 'io.modelcontextprotocol/clientCapabilities': { elicitation: { form: {} } } };
const deletion = { name: 'clickup_task_delete', arguments: { task_id: TASKS.greyButton } };
const yes = { confirm: { action: 'accept', content: { confirm: true } } };
const stateKey = 'k'.repeat(32);

const asking = (server: Partial<McpServerOptions> = {}) => servedOnSandbox({ client: { confirm: 'ask' }, server });
type Served = Awaited<ReturnType<typeof asking>>;
const written = ({ sandbox }: Served) => sandbox.requests.filter(({ method }) => method !== 'GET').length;
const call = (options: McpServerOptions, params: Record<string, unknown> = {}) =>
  ask(options, 'tools/call', { ...deletion, ...params }, forms);

describe('a person who is asked by a result', () => {
  it.each(['pipe', 'http'] as const)(
    'reads the plan and accepts, through the official client over %s',
    async (transport) => {
      const served = await asking();
      const questions: string[] = [];
      const client = await clientOfBoth(served.options, transport, { elicitation: { form: {} } });
      client.setRequestHandler('elicitation/create', ({ params }) => {
        questions.push(params.message);
        return { action: 'accept', content: { confirm: true } };
      });
      const answer = await client.callTool(deletion);
      expect(answer.isError).toBe(false);
      expect(questions).toEqual([expect.stringMatching(/clickup_task_delete would:\n- delete task "Unlock button/)]);
      expect(written(served)).toBe(1);
      await client.close();
    },
  );

  it('is asked in the form of the revision, and nothing is written before the answer', async () => {
    const served = await asking();
    const { result } = await call(served.options);
    expect(result).toMatchObject({
      resultType: 'input_required',
      inputRequests: {
        confirm: {
          method: 'elicitation/create',
          params: { mode: 'form', requestedSchema: { required: ['confirm'] } },
        },
      },
      requestState: expect.stringMatching(/^[\w-]{40,}$/),
    });
    expect(written(served)).toBe(0);
  });

  it.each([
    { action: 'decline' },
    { action: 'cancel' },
    { action: 'accept', content: { confirm: false } },
    { action: 'accept' },
    'yes',
  ])('does not agree by %j', async (answer) => {
    const served = await asking();
    const { requestState } = (await call(served.options)).result;
    const { result } = await call(served.options, { requestState, inputResponses: { confirm: answer } });
    expect(result).toMatchObject({ resultType: 'complete', isError: true });
    expect(result.content[0].text).toContain('did not agree');
    expect(written(served)).toBe(0);
  });

  it('is asked again where the answer is missing, or belongs to something else', async () => {
    const served = await asking();
    const { requestState } = (await call(served.options)).result;
    for (const inputResponses of [undefined, {}, { other: yes.confirm }]) {
      const { result } = await call(served.options, { requestState, ...(inputResponses && { inputResponses }) });
      expect(result.resultType).toBe('input_required');
    }
    expect((await call(served.options, { inputResponses: yes })).result.resultType).toBe('input_required');
    expect(written(served)).toBe(0);
  });

  it('is asked again where what would be done is not what they saw', async () => {
    const served = await asking();
    const { requestState } = (await call(served.options)).result;
    const change = { name: 'clickup_task_update', arguments: { task_id: TASKS.greyButton, name: 'Something else' } };
    await ask(served.options, 'tools/call', change);
    const { result } = await call(served.options, { requestState, inputResponses: yes });
    expect(result.inputRequests.confirm.params.message).toContain('Something else');
    expect(written(served)).toBe(1);
    const again = await call(served.options, { requestState: result.requestState, inputResponses: yes });
    expect([again.result.isError, written(served)]).toEqual([false, 2]);
  });

  it('answers once: a state that comes back twice asks anew', async () => {
    const served = await asking();
    const list = { name: 'clickup_task_create_bulk', arguments: { list_id: 'Backlog', tasks: [{ name: 'A' }] } };
    const first = await call(served.options, list);
    const answered = { ...list, requestState: first.result.requestState, inputResponses: yes };
    expect((await call(served.options, answered)).result.isError).toBe(false);
    expect((await call(served.options, answered)).result.resultType).toBe('input_required');
    expect(written(served)).toBe(1);
  });

  it('may answer through another process with the same key, and through none without', async () => {
    const served = await asking({ stateKey });
    const { requestState } = (await call(served.options)).result;
    const answered = { requestState, inputResponses: yes };
    const { status, error } = await call({ ...served.options, stateKey: 'x'.repeat(32) }, answered);
    expect([status, error.code, error.data]).toEqual([400, -32602, { reason: 'invalid_request_state' }]);
    expect((await call({ ...served.options }, answered)).result.isError).toBe(false);
  });

  it.each<[string, (options: McpServerOptions) => McpServerOptions, Record<string, unknown>]>([
    ['another caller', (options) => ({ ...options, caller: 'B' }), {}],
    ['other arguments', (options) => options, { arguments: { task_id: TASKS.offlineUnlock } }],
    ['another tool', (options) => options, { name: 'clickup_task_update' }],
  ])('does not answer for %s', async (_, other, changes) => {
    const served = await asking({ stateKey, caller: 'A' });
    const { requestState } = (await call(served.options)).result;
    const { error } = await call(other(served.options), { requestState, inputResponses: yes, ...changes });
    expect(error).toMatchObject({ code: -32602, data: { reason: 'invalid_request_state' } });
    expect(written(served)).toBe(0);
  });

  it('is not believed with a state that somebody made up or changed', async () => {
    const served = await asking({ stateKey });
    const { requestState } = (await call(served.options)).result;
    const changed = `${requestState.slice(0, -2)}${requestState.endsWith('AA') ? 'BB' : 'AA'}`;
    for (const state of [changed, '', 'e30', '%', 7]) {
      const { error } = await call(served.options, { requestState: state, inputResponses: yes });
      expect(error.code).toBe(-32602);
    }
    expect(written(served)).toBe(0);
  });

  it('has ten minutes', async () => {
    let now = 0;
    const client = { call: async () => undefined as never };
    const asked = (params: object) =>
      questionFor({ name: 'a', input: {}, params: { ...params }, client }, { stateKey }, () => now);
    const plan = { changes: [{ action: 'delete', target: 'task A' }], api_calls: 1 };
    const first = await asked({});
    expect(await first.onConfirm({ tool: 'a', plan })).toBe(false);
    const { requestState } = (await first.asked()) as { requestState: string };
    now = questionMs;
    const late = await asked({ requestState, inputResponses: yes });
    expect(await late.onConfirm({ tool: 'a', plan })).toBe(false);
    expect(await late.asked()).toMatchObject({ resultType: 'input_required' });
    now = questionMs - 1;
    const inTime = await asked({ requestState, inputResponses: yes });
    expect(await inTime.onConfirm({ tool: 'a', plan })).toBe(true);
    expect(await inTime.asked()).toBeUndefined();
  });

  it('is not asked through a client that shows no forms: the token is wanted', async () => {
    const served = await asking();
    for (const elicitation of [undefined, { url: {} }]) {
      const capabilities = { 'io.modelcontextprotocol/clientCapabilities': elicitation ? { elicitation } : {} };
      const { result } = await ask(served.options, 'tools/call', deletion, capabilities);
      expect(result.content[0].text).toContain('confirm_token');
    }
  });
});
