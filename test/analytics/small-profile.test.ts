import { readFileSync } from 'node:fs';
import { encode } from 'gpt-tokenizer';
import { expect, it } from 'vitest';
import { listed, systemPrompt } from '../../src/analytics/small-profile.js';
import { analyticsTools } from '../../src/analytics/tools/index.js';

it('has twenty tools that a small context holds, each with every argument it needs', () => {
  const tools = listed(analyticsTools, 'analytics-small');
  expect(tools).toHaveLength(20);
  for (const { inputSchema } of tools) {
    const { properties = {}, required = [] } = inputSchema as { properties?: object; required?: string[] };
    expect(Object.keys(properties)).toEqual(expect.arrayContaining(required));
  }
  const read = tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }));
  expect(encode(JSON.stringify(read)).length).toBeLessThan(2_200);
  expect(encode(systemPrompt).length).toBeLessThan(500);
});

it('has no other profile, and all tools without one', () => {
  expect(() => listed(analyticsTools, 'analytics-smal')).toThrow('no profile is called analytics-smal');
  expect(listed(analyticsTools, undefined)).toHaveLength(analyticsTools.length);
});

it('names in its prompt only tools that it has', () => {
  const names = listed(analyticsTools, 'analytics-small').map(({ name }) => name);
  const named = systemPrompt.match(/\b(?:get|list|search|sync)_\w+/g)!;
  expect(names).toEqual(expect.arrayContaining(named));
});

it('has configurations for LM Studio and Ollama that are such', () => {
  const guide = readFileSync(new URL('../../docs/guides/local-models.md', import.meta.url), 'utf8');
  const blocks = [...guide.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json]) => JSON.parse(json!));
  expect(blocks).toHaveLength(3);
  for (const { mcpServers } of blocks) {
    const server = mcpServers['clickup-analytics'];
    if (server.url)
      expect(new URL(server.url)).toMatchObject({ hostname: '127.0.0.1', port: '8001', pathname: '/mcp' });
    else expect(server.args).toEqual(expect.arrayContaining(['serve', '--profile', 'analytics-small']));
  }
});
