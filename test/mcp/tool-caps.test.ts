import { expect, it } from 'vitest';
import { capWarning } from '../../src/mcp/tool-caps.js';

it.each([
  ['cursor-vscode', 41, 'Cursor takes 40 tools and 41 are served'],
  ['Visual Studio Code', 129, 'VS Code takes 128'],
  ['openai-mcp', 200, 'OpenAI takes 128'],
])('%s is told that %i tools are too many', (client, served, text) => {
  expect(capWarning(client, served)).toContain(text);
});

it.each([
  ['cursor-vscode', 40],
  ['claude-ai', 500],
  ['', 500],
])('%s takes %i', (client, served) => {
  expect(capWarning(client, served)).toBeUndefined();
});
