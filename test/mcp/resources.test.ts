import { describe, expect, it } from 'vitest';
import { agentsGuide } from '../../generated/agents-guide.js';
import type { McpServerOptions } from '../../src/mcp/options.js';
import type { CancelSignal } from '../../src/runtime/call.js';
import { ask, clientOfBoth, clientOfHandshake, everyWay, servedOnSandbox } from '../support/mcp-connect.js';

const withDocs = { choice: { toolsets: ['doc'] } };
const long = { name: 'A long story', markdown_description: 'All of it matters. '.repeat(80) };

async function read(options: McpServerOptions, uri: string) {
  const { result, error } = await ask(options, 'resources/read', { uri });
  return { result, error, text: result?.contents[0].text as string };
}

describe('resources', () => {
  it.each(everyWay)('%s lists and reads them', async (_, connect) => {
    const { options } = await servedOnSandbox(withDocs);
    const client = await connect(options);
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toEqual(['clickup://guide', 'clickup://hierarchy']);
    const { resourceTemplates } = await client.listResourceTemplates();
    expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
      'clickup://task/{id}',
      'clickup://list/{id}',
      'clickup://doc/{id}',
      'clickup://doc/{id}/{page}',
    ]);
    const pages = await Promise.all(
      [
        'clickup://guide',
        'clickup://hierarchy',
        'clickup://task/ENG-96',
        'clickup://list/Mobile%20App%20%2F%20Sprint%2024',
        'clickup://doc/Team%20handbook',
        'clickup://doc/Team%20handbook/On%20call',
      ].map(async (uri) => (await client.readResource({ uri })).contents[0] as { text: string; mimeType: string }),
    );
    expect(new Set(pages.map(({ mimeType }) => mimeType))).toEqual(new Set(['text/markdown']));
    const [guide, hierarchy, task, list, doc, page] = pages.map(({ text }) => text);
    expect(guide).toBe(agentsGuide);
    expect(hierarchy).toContain('  - Folder: Mobile App (id 901701000201)\n    - List: Sprint 24 (id 901710000301');
    expect(task).toMatch(
      /^# Offline unlock with a signed token\n\n- id: 86c1jaksk\n.*## Description\n.*## Subtasks\n.*## Comments\n/s,
    );
    expect(list).toMatch(/^# Sprint 24\n.*## Tasks\n\n\| id \| custom id \| name .*\| ENG-96 \|/s);
    expect(doc).toContain('### Escalation');
    expect(page).toContain('The phone is in the safe.');
    expect(page).not.toContain('Escalation');
    await client.close();
  });

  it('are those whose tools are served', async () => {
    const { options } = await servedOnSandbox({ choice: { allow: ['task_get'] } });
    expect((await ask(options, 'resources/list')).result.resources).toHaveLength(1);
    const { resourceTemplates } = (await ask(options, 'resources/templates/list')).result;
    expect(resourceTemplates).toMatchObject([{ name: 'task' }]);
    const { text } = await read(options, 'clickup://task/ENG-96');
    expect(text).not.toContain('## Comments');
    expect((await read(options, 'clickup://hierarchy')).error).toMatchObject({ data: { uri: 'clickup://hierarchy' } });
  });

  it('are held by the policy', async () => {
    const { options } = await servedOnSandbox({ client: { policy: { spaces: ['Marketing'] } } });
    expect((await read(options, 'clickup://list/Ideas')).text).toContain('# Ideas');
    const { error } = await read(options, 'clickup://task/ENG-96');
    expect(error).toMatchObject({ code: -32602, data: { code: 'POLICY_DENIED' } });
    expect((await read(options, 'clickup://hierarchy')).text).not.toContain('Operations');
  });

  it('fit the limit of characters, and say how to go on', async () => {
    const { options } = await servedOnSandbox({ server: { characterLimit: 3_000 } });
    const seen: string[] = [];
    let next: string | undefined = 'clickup://list/901710000303';
    while (next !== undefined) {
      const { text } = await read(options, next);
      expect(text.length).toBeLessThanOrEqual(3_000);
      seen.push(...[...text.matchAll(/^\| (86c\w+) \|/gm)].map(([, id = '']) => id));
      next = /^> Next: (\S+)$/m.exec(text)?.[1];
    }
    const whole = (await servedOnSandbox({ server: { characterLimit: 100_000 } })).options;
    const all = [...(await read(whole, 'clickup://list/901710000303')).text.matchAll(/^\| (86c\w+) \|/gm)];
    expect(seen).toEqual(all.map(([, id]) => id));
  });

  it('leave out the comments before the task, and name the call that has them', async () => {
    const { options, sandbox } = await servedOnSandbox({ server: { characterLimit: 2_000 } });
    await sandbox.fetch(
      new Request('https://api.clickup.com/api/v2/list/901710000303/task', {
        method: 'POST',
        headers: { authorization: sandbox.apiKey, 'content-type': 'application/json' },
        body: JSON.stringify(long),
      }),
    );
    const { result } = await ask(options, 'completion/complete', {
      ref: { type: 'ref/resource', uri: 'clickup://task/{id}' },
      argument: { name: 'id', value: 'A long story' },
    });
    const { text } = await read(options, `clickup://task/${result.completion.values[0]}`);
    expect(text).toContain(long.markdown_description.trim());
    const busy = await read(options, 'clickup://task/ENG-96');
    expect(busy.text.length).toBeLessThanOrEqual(2_000);
    expect(busy.text).toMatch(/> .*clickup_comment_list \{"task_id":"ENG-96"\}/);
  });

  it('show nothing that only a program reads', async () => {
    const { options, sandbox } = await servedOnSandbox();
    await sandbox.fetch(
      new Request('https://api.clickup.com/api/v2/task/86c1jaksk', {
        method: 'PUT',
        headers: { authorization: sandbox.apiKey, 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'Un\u200Block' }),
      }),
    );
    const { text } = await read(options, 'clickup://task/ENG-96');
    expect(text).toMatch(/^# Unlock\n/);
    expect(text).toContain('> 1 invisible character removed.');
  });

  it.each([
    ['clickup://task/86c0none0', 'a task that there is not'],
    ['clickup://list/Nothing', 'a List that there is not'],
    ['clickup://nothing', 'no kind of resource'],
    ['clickup://task/%', 'no address'],
    ['https://example.com', 'somebody else'],
  ])('%s (%s) is not found, by the code of each revision', async (uri) => {
    const { options } = await servedOnSandbox();
    const stateless = await ask(options, 'resources/read', { uri });
    expect([stateless.status, stateless.error.code, stateless.error.data]).toEqual([400, -32602, { uri }]);
    const client = await everyWay[0]![1](options);
    await expect(client.readResource({ uri })).rejects.toMatchObject({ code: -32002, data: { uri } });
    await client.close();
  });

  it('are found by names in any script, which a header carries as base64', async () => {
    const { options, sandbox } = await servedOnSandbox();
    await sandbox.fetch(
      new Request('https://api.clickup.com/api/v2/space/901700000102/list', {
        method: 'POST',
        headers: { authorization: sandbox.apiKey, 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'Größe' }),
      }),
    );
    const client = await clientOfBoth(options, 'http');
    const { contents } = await client.readResource({ uri: 'clickup://list/Größe' });
    expect(contents[0]).toMatchObject({ text: expect.stringMatching(/^# Größe\n/) });
    await client.close();
  });

  it('say what is wrong with a key, and keep nothing in a cache that may have changed', async () => {
    const { options } = await servedOnSandbox({ client: { apiKey: 'pk_1_WRONG' } });
    const { error } = await read(options, 'clickup://hierarchy');
    expect(error).toMatchObject({ code: -32603, data: { uri: 'clickup://hierarchy', code: 'UNAUTHORIZED' } });
    const { result } = await read((await servedOnSandbox()).options, 'clickup://hierarchy');
    expect(result).toMatchObject({ resultType: 'complete', ttlMs: 0, cacheScope: 'private' });
    expect((await read(options, 'clickup://guide')).result.ttlMs).toBeGreaterThan(0);
  });
});

describe('completions', () => {
  const complete = async (options: McpServerOptions, ref: object, name: string, value: string, others = {}) => {
    const context = { arguments: others };
    return (await ask(options, 'completion/complete', { ref, argument: { name, value }, context })).result?.completion
      .values;
  };
  const template = (path: string) => ({ type: 'ref/resource', uri: `clickup://${path}` });
  const prompt = (name: string) => ({ type: 'ref/prompt', name });

  it.each(everyWay)('%s gets them', async (_, connect) => {
    const { options } = await servedOnSandbox(withDocs);
    const client = await connect(options);
    const ref = { type: 'ref/prompt' as const, name: 'sprint_triage' };
    const { completion } = await client.complete({ ref, argument: { name: 'list', value: 'sprint 25' } });
    expect(completion).toMatchObject({ values: ['Product Engineering / Mobile App / Sprint 25'], total: 1 });
    await client.close();
  });

  it.each([
    ['a task by its words', template('task/{id}'), 'id', 'signed token', 'ENG-96'],
    ['a List', template('list/{id}'), 'id', 'back', 'Product Engineering / Mobile App / Backlog'],
    ['a Doc', template('doc/{id}/{page}'), 'id', 'handbook', 'Team handbook'],
    ['a page of the Doc that is named', template('doc/{id}/{page}'), 'page', 'on', 'On call'],
    ['a Space', prompt('weekly_time_report'), 'space', 'mark', 'Marketing'],
    ['a person', prompt('daily_standup'), 'person', 'lena', 'Lena Hoffmann'],
    ['a day', prompt('plan_release'), 'due', 'next', 'next friday'],
  ])('find %s', async (_, ref, name, value, expected) => {
    const { options } = await servedOnSandbox(withDocs);
    expect((await complete(options, ref, name, value, { id: 'Team handbook' }))[0]).toBe(expected);
  });

  it('are none, and no error, where nothing can be known', async () => {
    const { options } = await servedOnSandbox({ client: { apiKey: 'pk_1_WRONG' } });
    expect(await complete(options, template('list/{id}'), 'id', 'a')).toEqual([]);
    expect(await complete(options, prompt('plan_release'), 'name', 'a')).toEqual([]);
    expect(await complete(options, prompt('agents_guide'), 'x', 'a')).toEqual([]);
  });

  it('are refused for what there is not', async () => {
    const { options } = await servedOnSandbox();
    for (const ref of [prompt('nothing'), template('nothing/{id}'), {}])
      expect((await ask(options, 'completion/complete', { ref, argument: { name: 'a', value: '' } })).error.code).toBe(
        -32602,
      );
  });
});

it('methods that there are not are told in each revision', async () => {
  const { options } = await servedOnSandbox();
  expect(await ask(options, 'resources/subscribe', { uri: 'clickup://guide' })).toMatchObject({
    status: 404,
    error: { code: -32601 },
  });
});

describe('links to resources', () => {
  const call = { name: 'clickup_task_list', arguments: { list_id: 'Mobile App / Backlog' } };

  it('stand below an answer that was cut, for clients that know them', async () => {
    const { options } = await servedOnSandbox({ server: { characterLimit: 2_000 } });
    const { content, _meta } = (await ask(options, 'tools/call', call)).result;
    expect(_meta.truncated).toBe(true);
    const [, link] = content;
    expect(link).toMatchObject({ type: 'resource_link', uri: 'clickup://list/Mobile%20App%20%2F%20Backlog' });
    expect((await read(options, link.uri)).text).toMatch(/^# Backlog\n/);
    const client = await clientOfHandshake(options, 'pipe');
    expect((await client.callTool(call)).content).toHaveLength(1);
    await client.close();
  });

  it('stand below no other', async () => {
    const { options } = await servedOnSandbox();
    expect((await ask(options, 'tools/call', call)).result.content).toHaveLength(1);
    const few = await servedOnSandbox({ choice: { allow: ['task_list'] }, server: { characterLimit: 2_000 } });
    expect((await ask(few.options, 'tools/call', call)).result.content).toHaveLength(1);
  });
});

it.each([clientOfHandshake, clientOfBoth])('a page that takes long can be cancelled', async (connect) => {
  const { options } = await servedOnSandbox();
  let isCancelled = false;
  const clientFor: McpServerOptions['clientFor'] = () =>
    ({
      call: (_name: string, _input: unknown, { signal }: { signal: CancelSignal }) =>
        new Promise(() => {
          signal.addEventListener('abort', () => {
            isCancelled = true;
          });
          leaving.abort();
        }),
    }) as never;
  const leaving = new AbortController();
  const client = await connect({ ...options, clientFor }, 'pipe');
  const reading = client.readResource({ uri: 'clickup://hierarchy' }, { signal: leaving.signal });
  await expect(reading).rejects.toThrow();
  await expect.poll(() => isCancelled).toBe(true);
  await client.close();
});
