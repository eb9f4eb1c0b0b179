import { expect, it } from 'vitest';
import { installLinks } from '../../docs/.vitepress/theme/install-links.js';

const hrefOf = (client: string, folder: string) =>
  installLinks(folder).find((link) => link.client === client)?.href ?? '';
const unpacked = (href: string) =>
  JSON.parse(Buffer.from(new URL(href).searchParams.get('config')!, 'base64').toString());

it('links to clients carry the form that each reads', () => {
  for (const client of ['Cursor', 'LM Studio']) {
    const href = hrefOf(client, 'C:\\Code\\Ünï clone\\');
    expect(new URL(href).searchParams.get('name')).toBe('clickup');
    expect(unpacked(href)).toEqual({
      command: 'node',
      args: ['C:/Code/Ünï clone/dist/mcp.js'],
      env: { CLICKUP_API_KEY: 'pk_...' },
    });
  }
  const [scheme, query = ''] = hrefOf('VS Code', '/a/b/').split('?');
  expect(scheme).toBe('vscode:mcp/install');
  const { inputs, ...server } = JSON.parse(decodeURIComponent(query));
  expect(server).toEqual({
    name: 'clickup',
    type: 'stdio',
    command: 'node',
    args: ['/a/b/dist/mcp.js'],
    env: { CLICKUP_API_KEY: `\${input:${inputs[0].id}}` },
  });
});
