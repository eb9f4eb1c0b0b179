import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { cliCommand, clientConfiguration, mcpServers, startCommand } from '../../src/cli/client-config.js';

const urlBelow = (folder: string) => pathToFileURL(join(tmpdir(), folder, 'dist', 'chunk-1.js')).href;
const installed = urlBelow('project/node_modules/clickup-tools');
const clone = urlBelow('clickup tools');
const installedFile = join(tmpdir(), 'project', 'node_modules', 'clickup-tools', 'dist', 'mcp.js');
const builtFile = join(tmpdir(), 'clickup tools', 'dist', 'mcp.js');

describe('how a client starts the server', () => {
  it('is npx where the package was installed, once the registry has it', () => {
    const npx = { command: 'npx', args: ['-y', '-p', 'clickup-tools', 'clickup-mcp'] };
    expect(startCommand(installed, true)).toEqual(npx);
  });

  it('is the installed file, and no name that anybody could register, until then', () => {
    expect(startCommand(installed, false)).toEqual({ command: 'node', args: [installedFile] });
  });

  it('is the built file in a clone', () => {
    expect(startCommand(clone, true)).toEqual({ command: 'node', args: [builtFile] });
  });
});

it('the program itself is started in the same way', () => {
  expect(cliCommand(installed, true)).toBe('npx clickup-tools');
  expect(cliCommand(clone, true)).toBe(`node '${join(tmpdir(), 'clickup tools', 'dist', 'cli.js')}'`);
});

describe('the configuration to paste', () => {
  it('is JSON for mcpServers, with lists on one line', () => {
    const text = mcpServers({ env: { CLICKUP_API_KEY: 'pk_...' } }, installed);
    expect(JSON.parse(text)).toEqual({
      mcpServers: {
        clickup: {
          command: 'node',
          args: [installedFile],
          env: { CLICKUP_API_KEY: 'pk_...' },
        },
      },
    });
    expect(text).toContain(`"args": [${JSON.stringify(installedFile)}]`);
  });

  it('has the forms of VS Code and Claude Code too', () => {
    const text = clientConfiguration({ env: {}, args: ['--sandbox'] }, installed);
    const [, json = ''] = /VS Code[^\n]*\n([\s\S]*?)\n\n/.exec(text) ?? [];
    expect(JSON.parse(json)).toEqual({
      servers: {
        clickup: { type: 'stdio', command: 'node', args: [installedFile, '--sandbox'] },
      },
    });
    expect(text).toContain(`claude mcp add clickup -- node ${installedFile} --sandbox`);
  });

  it('has the forms of Codex, Gemini CLI and Zed too', () => {
    const text = clientConfiguration({ env: { CLICKUP_API_KEY: 'pk_...' } }, installed);
    const args = `[${JSON.stringify(installedFile)}]`;
    expect(text).toContain(`codex mcp add clickup --env CLICKUP_API_KEY=pk_... -- node ${installedFile}`);
    expect(text).toContain(
      `[mcp_servers.clickup]\ncommand = "node"\nargs = ${args}\nenv = { CLICKUP_API_KEY = "pk_..." }\n`,
    );
    expect(text).toMatch(/Gemini CLI.*mcpServers/);
    const [, zed = ''] = /Zed[^\n]*\n([\s\S]*?)\n$/.exec(text) ?? [];
    expect(JSON.parse(zed)).toEqual({
      context_servers: { clickup: { command: 'node', args: [installedFile], env: { CLICKUP_API_KEY: 'pk_...' } } },
    });
  });

  it('quotes a path with spaces for the shell', () => {
    expect(clientConfiguration({ env: { CLICKUP_API_KEY: 'pk_...' } }, clone)).toContain(
      `claude mcp add clickup --env CLICKUP_API_KEY=pk_... -- node '${builtFile}'`,
    );
  });
});
