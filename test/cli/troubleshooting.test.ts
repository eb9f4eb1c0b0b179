import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mcpClients } from '../../src/cli/install/clients.js';
import { clientLogs, troubles, troubleshooting } from '../../src/cli/troubleshooting.js';
import { httpSettings } from '../../src/config/http-settings.js';
import { settings } from '../../src/config/settings.js';

const root = new URL('../../', import.meta.url);
const errors = readFileSync(new URL('docs/reference/errors.md', root), 'utf8');
const all = Object.values(troubles).flatMap(({ symptoms }) => symptoms);
const words = all.flatMap(({ see, why, next }) =>
  [...`${see} ${why} ${next}`.matchAll(/\b[A-Z]+(?:_[A-Z]+)+\b/g)].map(([word]) => word),
);

describe('what goes wrong, by what people see', () => {
  it('names settings, and codes of errors, that there are', () => {
    const known = [...settings, ...httpSettings].flatMap(({ name, aliases = [] }) => [name, ...aliases]);
    const codes = [...errors.matchAll(/^### ([A-Z_]+)$/gm)].map(([, code]) => code);
    const ofNode = ['NODE_USE_ENV_PROXY'];
    expect(words.filter((word) => ![...known, ...codes, ...ofNode].includes(word))).toEqual([]);
    expect(words.length).toBeGreaterThan(15);
  });

  it('is told in a terminal with the logs of this system, without the marks of a page', () => {
    const text = troubleshooting('darwin');
    for (const { title } of Object.values(troubles)) expect(text).toContain(`${title}\n`);
    expect(text).toContain('~/Library/Logs/Claude/mcp-server-clickup.log');
    expect(text).not.toContain('`');
    expect(troubleshooting('win32')).toContain('%APPDATA%\\Claude\\logs');
    expect(troubleshooting('freebsd')).toContain('~/.config/Claude/logs');
  });

  it('knows logs of clients that doctor installs into', () => {
    const titles = Object.values(mcpClients).map(({ title }) => title);
    for (const { client } of clientLogs) expect(titles).toContain(client);
  });
});
