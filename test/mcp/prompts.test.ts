import { describe, expect, it } from 'vitest';
import { agentsGuide } from '../../generated/agents-guide.js';
import { prompts } from '../../generated/mcp.js';
import { filledInput } from '../../src/mcp/fill-in.js';
import { ask, everyWay, servedOnSandbox } from '../support/mcp-connect.js';

const withDocs = { choice: { toolsets: ['doc'] } };

/** What a person fills in. */
const words: Readonly<Record<string, string>> = {
  list: 'Product Engineering / Mobile App / Sprint 24',
  space: 'Product Engineering',
  person: 'Samuel Okafor',
  since: '3 weeks ago',
  from: '2026-09-28',
  to: '2026-10-05',
  stale: 'today',
  doc: 'Team handbook',
  name: '2.4',
  due: '2026-10-20',
};

/** What earlier answers show. */
const found: Readonly<Record<string, string>> = {
  '<task ids>': 'ENG-96',
  '<priority>': 'high',
  '<goal id>': 'a4c1f0de-1b1e-4a01-8c01-0a1b2c3d4e01',
  '<step>': 'Write the notes',
};

describe('prompts', () => {
  it.each(everyWay)('%s lists and gets them', async (_, connect) => {
    const { options } = await servedOnSandbox(withDocs);
    const client = await connect(options);
    const names = (await client.listPrompts()).prompts.map(({ name }) => name);
    expect(names).toEqual([...prompts.map(({ name }) => name), 'agents_guide']);
    for (const name of names) {
      const { messages } = await client.getPrompt({ name, arguments: words });
      expect(messages).toMatchObject([{ role: 'user', content: { type: 'text' } }]);
      const { text } = messages[0]!.content as { text: string };
      if (name === 'agents_guide') expect(text).toBe(agentsGuide);
      else expect(text).not.toMatch(/\{\w+\}/);
    }
    await client.close();
  });

  it.each(prompts.map((prompt) => [prompt.name, prompt] as const))('%s names calls that work', async (name, prompt) => {
    const { options, sandbox } = await servedOnSandbox(withDocs);
    const { result } = await ask(options, 'prompts/get', { name, arguments: words });
    const { text } = result.messages[0].content;
    const before = sandbox.requests.length;
    for (const step of prompt.steps) {
      const input = JSON.stringify(filledInput(step.input, words));
      expect(text).toContain(`${step.tool} ${input}: `);
      const filled = JSON.parse(input.replace(/<[^>]+>/g, (mark) => found[mark] ?? mark));
      const { result: answer } = await ask(options, 'tools/call', { name: step.tool, arguments: filled });
      expect(answer.isError, JSON.stringify(answer.content)).toBe(false);
      // An answer that shows nothing proves nothing.
      expect(JSON.stringify(answer.structuredContent.data)).toMatch(
        /"rows":\[\[|"name":|"total":"[1-9]|"dry_run":true/,
      );
    }
    const sent = sandbox.requests.slice(before);
    expect(sent.length).toBeGreaterThan(0);
    expect(sent.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it.each(prompts.map((prompt) => [prompt.name, prompt] as const))('%s says what it needs', async (name, prompt) => {
    const { options } = await servedOnSandbox(withDocs);
    const needed = prompt.arguments.filter(({ required }) => required).map((argument) => argument.name);
    const { error, result } = await ask(options, 'prompts/get', { name });
    if (needed.length === 0) expect(result.messages).toHaveLength(1);
    else expect(error).toMatchObject({ code: -32602, message: expect.stringContaining(needed.join(' (')[0]!) });
  });

  it('name only tools that are served, and are not there without those they need', async () => {
    for (const choice of [{}, { readOnly: true }, { profile: 'core' }, { allow: ['task_*', 'list_get*'] }]) {
      const { options } = await servedOnSandbox({ choice });
      const served = options.listing.map(({ name }) => name);
      const { prompts: listed } = (await ask(options, 'prompts/list')).result as { prompts: { name: string }[] };
      for (const { name } of listed) {
        const { result } = await ask(options, 'prompts/get', { name, arguments: words });
        const text = name === 'agents_guide' ? '' : result.messages[0].content.text;
        expect(served).toEqual(expect.arrayContaining(text.match(/clickup_\w+/g) ?? []));
      }
      expect(listed.map(({ name }) => name)).not.toContain('summarise_doc');
    }
  });

  it('are refused where there is none of the name', async () => {
    const { options } = await servedOnSandbox();
    expect((await ask(options, 'prompts/get', { name: 'nothing' })).error.code).toBe(-32602);
    expect((await ask(options, 'prompts/get', {})).error.code).toBe(-32602);
  });
});
