import { describe, expect, it } from 'vitest';
import { servedTools } from '../../src/mcp/served.js';
import { capWarning } from '../../src/mcp/tool-caps.js';
import type { Choice } from '../../src/registry/choose.js';

const namesOf = async (choice: Choice) => (await servedTools([choice])).listing.map(({ name }) => name);
const many = (count: number) => Array.from({ length: count }, (_, index) => `tool_${index}`);

it.each([
  ['cursor-vscode', 41, 'Cursor takes 40 tools and 41 are served'],
  ['Visual Studio Code', 129, 'VS Code takes 128'],
  ['openai-mcp', 200, 'OpenAI takes 128'],
])('%s is told that %i tools are too many', (client, served, text) => {
  expect(capWarning(client, many(served))).toContain(text);
});

it.each([
  ['cursor-vscode', 40],
  ['claude-ai', 500],
  ['', 500],
])('%s takes %i', (client, served) => {
  expect(capWarning(client, many(served))).toBeUndefined();
});

describe('the flags that it names', () => {
  it.each<[string, string, Choice]>([
    ['cursor-vscode', 'the standard tools', {}],
    ['cursor-vscode', 'Docs beside the standard tools', { toolsets: ['doc'] }],
    ['cursor-vscode', 'names of other servers beside them', { toolsets: ['truto'] }],
    [
      'Visual Studio Code',
      'everything, and names of other servers',
      { profile: 'full', toolsets: ['contract', 'truto'] },
    ],
  ])('mend it for %s with %s', async (client, _, choice) => {
    const warning = capWarning(client, await namesOf(choice))!;
    const [, profile, toolsets, most] = /--profile (\w+)(?: --toolsets (\S+))? serves at most (\d+)/.exec(warning)!;
    const left = await namesOf({ ...choice, profile, toolsets: toolsets?.split(',') });
    expect(left.length).toBeLessThanOrEqual(Number(most));
    expect(capWarning(client, left)).toBeUndefined();
  });

  it('are fewer toolsets where the smallest profile does not mend it', async () => {
    const served = await namesOf({ profile: 'core', toolsets: ['doc', 'chat'] });
    expect(capWarning('cursor-vscode', served)).toMatch(
      /Choose fewer --toolsets beside --profile core, which has 24 \(doc has 6, chat has 11\), or .* --tools\.$/,
    );
    expect(
      capWarning(
        'cursor-vscode',
        await namesOf({
          profile: 'none',
          toolsets: ['doc', 'chat', 'access', 'webhook', 'api', 'audit', 'history', 'contract'],
        }),
      ),
    ).toMatch(/Choose fewer --toolsets \(doc has 6, /);
  });
});
