import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { API_KEYS } from '../../../src/sandbox/index.js';
import { built } from '../../support/build.js';
import { cli, serve } from '../../support/cli-program.js';

const home = mkdtempSync(join(tmpdir(), 'clickup-tools-home-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const fileAt = (path: string, text: string): string => {
  const file = join(home, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};
const doctor = async (words: string[], env: Record<string, string>) =>
  cli(['doctor', ...words], { env: { HOME: home, ...env } });

describe('doctor --install', () => {
  it('shows what changes, writes it, and keeps what was there', async () => {
    const env = await serve();
    const before = '{\n  "mcpServers": {\n    "other": { "command": "x" }\n  }\n}\n';
    const file = fileAt('.cursor/mcp.json', before);
    chmodSync(file, 0o640);
    const dry = await doctor(['--install', 'cursor', '--dry-run'], env);
    expect(readFileSync(file, 'utf8')).toBe(before);
    const real = await doctor(['--install', 'cursor'], env);
    for (const { code, stdout, stderr } of [dry, real]) {
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toContain('+     "clickup": {');
      expect(stdout).toContain('"CLICKUP_API_KEY": "***"');
      expect(stdout).not.toContain(API_KEYS.owner);
    }
    expect(JSON.parse(readFileSync(file, 'utf8')).mcpServers).toEqual({
      other: { command: 'x' },
      clickup: {
        command: process.execPath,
        args: [built('mcp.js')],
        env: { CLICKUP_API_KEY: API_KEYS.owner, CLICKUP_BASE_URL: env.CLICKUP_BASE_URL },
      },
    });
    expect(statSync(file).mode & 0o777).toBe(0o640);
    const [backup, ...more] = readdirSync(dirname(file)).filter((name) => name !== 'mcp.json');
    expect([backup, more]).toEqual([expect.stringMatching(/^mcp\.json\.\d{8}T\d{6}Z\.bak$/), []]);
    expect(readFileSync(join(dirname(file), backup!), 'utf8')).toBe(before);
    expect((await doctor(['--install', 'cursor'], env)).stdout).toContain('Cursor has it already');
  });

  it('makes a file that nobody else reads where there is none, and follows a link', async () => {
    await doctor(['--sandbox', '--install', 'codex'], {});
    const file = join(home, '.codex/config.toml');
    expect(readFileSync(file, 'utf8')).toBe(
      `[mcp_servers.clickup]\ncommand = ${JSON.stringify(process.execPath)}\nargs = [${JSON.stringify(built('mcp.js'))}, "--sandbox"]\n`,
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const target = fileAt('dotfiles/gemini.json', '{}\n');
    mkdirSync(join(home, '.gemini'));
    symlinkSync(target, join(home, '.gemini/settings.json'));
    await doctor(['--sandbox', '--install', 'gemini'], {});
    expect(JSON.parse(readFileSync(target, 'utf8')).mcpServers.clickup.args).toContain('--sandbox');
  });

  it('leaves a broken file alone and says where it breaks', async () => {
    const file = fileAt('.codeium/windsurf/mcp_config.json', '{\n  "mcpServers": {\n');
    const { code, stderr } = await doctor(['--sandbox', '--install', 'windsurf'], {});
    expect(code).toBe(2);
    expect(stderr).toContain('at line 3, column 1; nothing was written');
    expect(readFileSync(file, 'utf8')).toBe('{\n  "mcpServers": {\n');
  });

  it('installs nothing while a check fails', async () => {
    const { code, stdout } = await doctor(['--install', 'zed'], {});
    expect(code).toBe(3);
    expect(stdout).not.toContain('Changed');
  });
});

describe('clickup-tools mcp', () => {
  it('is the server, with its options', async () => {
    const stdin = `${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' })}\n`;
    const { stdout } = await cli(['mcp', '--sandbox', '--toolsets', 'doc'], { stdin });
    expect(JSON.parse(stdout).result.tools.length).toBeGreaterThan(5);
    expect((await cli(['mcp', '--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await cli(['mcp', '--odd'])).code).toBe(2);
  });
});
