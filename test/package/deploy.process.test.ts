import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Ajv } from 'ajv';
import { unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { bundle } from '../../docs/deploy/bundle.js';
import about from '../../package.json' with { type: 'json' };
import { settings } from '../../src/config/settings.js';
import { root } from '../support/build.js';
import { standardTools } from '../support/standard-tools.js';

const folder = mkdtempSync(join(tmpdir(), 'clickup-tools-deploy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const deployed = (file: string) => readFileSync(join(root, 'docs/deploy', file), 'utf8');
const ajv = new Ajv({ allErrors: true, strict: false });

/** The parts of https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json that this server uses. */
const text = { type: 'string', minLength: 1 };
const input = {
  description: text,
  isRequired: { type: 'boolean' },
  isSecret: { type: 'boolean' },
  format: { enum: ['string', 'number', 'boolean', 'filepath'] },
  default: { type: 'string' },
  value: text,
  choices: { type: 'array', items: text },
};
const serverSchema = {
  type: 'object',
  required: ['$schema', 'name', 'description', 'version', 'packages'],
  properties: {
    name: { type: 'string', pattern: '^[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+$', minLength: 3, maxLength: 200 },
    title: { type: 'string', minLength: 1, maxLength: 100 },
    description: { type: 'string', minLength: 1, maxLength: 100 },
    version: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+$' },
    repository: { type: 'object', required: ['url', 'source'], properties: { url: text, source: { const: 'github' } } },
    packages: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['registryType', 'identifier', 'version', 'transport'],
        properties: {
          registryType: { enum: ['npm', 'mcpb'] },
          identifier: text,
          version: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+$' },
          fileSha256: { type: 'string', pattern: '^[a-f0-9]{64}$' },
          runtimeHint: text,
          transport: { type: 'object', required: ['type'], properties: { type: { const: 'stdio' } } },
          packageArguments: {
            type: 'array',
            items: {
              type: 'object',
              required: ['type', 'value'],
              properties: { ...input, type: { const: 'positional' } },
              additionalProperties: false,
            },
          },
          environmentVariables: {
            type: 'array',
            items: {
              type: 'object',
              required: ['name'],
              properties: { ...input, name: text },
              additionalProperties: false,
            },
          },
        },
      },
    },
  },
};

describe('server.json of the MCP registry', () => {
  it('is as the registry wants it, and names settings that there are', () => {
    const server = JSON.parse(deployed('server.json'));
    expect(ajv.validate(serverSchema, server), ajv.errorsText()).toBe(true);
    const [npm] = server.packages;
    expect([npm.identifier, npm.packageArguments]).toEqual(['clickup-tools', [{ type: 'positional', value: 'mcp' }]]);
    const known = settings.map(({ name, secret = false }) => [name, secret]);
    for (const { name, isSecret = false } of npm.environmentVariables) expect(known).toContainEqual([name, isSecret]);
  });

  it('is filled in and checked by the release, beside what npm and Smithery want at the top', () => {
    const words = ['docs/deploy/release-files.ts', '--repository', 'ana/tools', '--out', folder];
    const written = execFileSync(process.execPath, ['--import', 'tsx', ...words], { cwd: root, encoding: 'utf8' });
    const name = `clickup-tools-${about.version}.mcpb`;
    expect(written.trim().split('\n')).toEqual(['server.json', 'smithery.yaml', 'package.json', name]);
    const server = JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8'));
    expect(ajv.validate(serverSchema, server), ajv.errorsText()).toBe(true);
    expect([server.name, server.version]).toEqual(['io.github.ana/clickup-tools', about.version]);
    expect(server.packages[1].identifier).toBe(
      `https://github.com/ana/tools/releases/download/v${about.version}/${name}`,
    );
    const npm = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    expect(npm).toMatchObject({ mcpName: server.name, repository: { url: 'git+https://github.com/ana/tools.git' } });
  });
});

/** As https://github.com/modelcontextprotocol/mcpb/blob/main/MANIFEST.md has it, which takes no name that it does not know. */
const strict = (required: string[], properties: object) => ({
  type: 'object',
  required,
  properties,
  additionalProperties: false,
});
const texts = { type: 'object', additionalProperties: { type: 'string' } };
const manifestSchema = strict(['manifest_version', 'name', 'version', 'description', 'author', 'server'], {
  manifest_version: { const: '0.3' },
  name: text,
  display_name: text,
  version: text,
  description: text,
  author: strict(['name'], { name: text }),
  license: text,
  keywords: { type: 'array', items: text },
  server: strict(['type', 'entry_point', 'mcp_config'], {
    type: { const: 'node' },
    entry_point: text,
    mcp_config: strict(['command'], { command: text, args: { type: 'array', items: text }, env: texts }),
  }),
  tools: { type: 'array', items: strict(['name'], { name: text, description: text }) },
  tools_generated: { type: 'boolean' },
  compatibility: { type: 'object' },
  user_config: {
    type: 'object',
    additionalProperties: strict(['type', 'title', 'description'], {
      type: { enum: ['string', 'number', 'boolean', 'directory', 'file'] },
      title: text,
      description: text,
      required: { type: 'boolean' },
      sensitive: { type: 'boolean' },
      default: {},
    }),
  },
});

interface Manifest {
  version: string;
  server: { entry_point: string; mcp_config: { args: string[]; env: Record<string, string> } };
  tools: { name: string }[];
  user_config: Record<string, { default?: unknown; sensitive?: boolean }>;
}

describe('the .mcpb bundle', () => {
  const bytes = bundle();
  const files = unzipSync(bytes);
  const manifest = JSON.parse(Buffer.from(files['manifest.json']!).toString()) as Manifest;

  it('has a manifest by the specification, with every tool and the key as a secret', () => {
    expect(ajv.validate(manifestSchema, manifest), ajv.errorsText()).toBe(true);
    expect(manifest.version).toBe(about.version);
    expect(manifest.tools.map(({ name }) => name).sort()).toEqual(Object.keys(standardTools).sort());
    expect(manifest.user_config.api_key?.sensitive).toBe(true);
    expect(files[manifest.server.entry_point]).toBeDefined();
  });

  it('is the same each time it is built, and small', () => {
    expect(Buffer.from(bundle()).equals(Buffer.from(bytes))).toBe(true);
    expect(bytes.length).toBeLessThan(1_000_000);
  });

  it('starts where it was unpacked, with nothing else beside it, as a client starts it', async () => {
    const installed = join(folder, 'unpacked');
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(installed, path)), { recursive: true });
      writeFileSync(join(installed, path), content);
    }
    const given = Object.entries(manifest.user_config).map(([name, { default: value = 'pk_81234567_MADEUP' }]) => [
      name,
      value,
    ]);
    const filled = (template: string) =>
      given.reduce(
        (before, [name, value]) => before.replace(`\${user_config.${name}}`, String(value)),
        template.replace(`\${__dirname}`, installed),
      );
    const { args, env } = manifest.server.mcp_config;
    const child = spawn(process.execPath, args.map(filled), {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, filled(value)])),
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' })}\n`);
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    child.stdin.end();
    expect(
      JSON.parse(line)
        .result.tools.map(({ name }: { name: string }) => name)
        .sort(),
    ).toEqual(Object.keys(standardTools).sort());
  });
});

describe('the container', () => {
  const lines = deployed('Dockerfile')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) => line.trim());
  const of = (word: string) =>
    lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));

  it('is built in one stage and runs in another, as nobody in particular, and says whether it lives', () => {
    expect(of('FROM')).toHaveLength(2);
    for (const image of of('FROM')) expect(image).toMatch(/^node:\d+\.\d+\.\d+-\w+-slim( AS build)?$/);
    expect(of('USER')).toEqual(['1000:1000']);
    expect(of('STOPSIGNAL')).toEqual(['SIGTERM']);
    expect(of('HEALTHCHECK')[0]).toContain('/healthz');
    expect(of('ADD')).toEqual([]);
    // With a shell in between no signal would arrive.
    expect(JSON.parse(of('ENTRYPOINT')[0]!)).toEqual(['node', 'dist/mcp.js']);
  });

  it('holds no secret: neither the file nor what is sent to the build', () => {
    expect(lines.join('\n')).not.toMatch(/^(ENV|ARG)[^\n]*(KEY|TOKEN|SECRET|PASSWORD)/m);
    const ignored = deployed('Dockerfile.dockerignore')
      .split('\n')
      .filter((line) => /^[^#]/.test(line));
    expect(ignored[0]).toBe('*');
    const sent = ignored.slice(1).map((line) => line.replace(/^!/, ''));
    for (const source of of('COPY')
      .filter((line) => !line.startsWith('--from'))
      .flatMap((line) => line.split(' ').slice(0, -1)))
      expect(source === '.' || sent.includes(source)).toBe(true);
  });

  it('takes only what the build gives it', () => {
    const taken = of('COPY')
      .filter((line) => line.startsWith('--from=build'))
      .flatMap((line) => line.split(' ').slice(1, -1));
    expect(
      taken.filter((path) => path.startsWith('/build/dist/')).map((path) => path.slice('/build/dist/'.length)),
    ).toEqual(['THIRD-PARTY-NOTICES.txt', 'mcp.js', 'mcp']);
  });

  it('is composed without a working default of a secret, read-only, for this machine', () => {
    const { services } = parse(deployed('compose.yaml'));
    const { environment, ports, read_only, cap_drop, security_opt } = services['clickup-mcp'];
    for (const name of ['CLICKUP_API_KEY', 'MCP_HTTP_TOKEN']) expect(environment[name]).toMatch(/^\$\{\w+:\?/);
    expect([ports, read_only, cap_drop, security_opt]).toEqual([
      ['127.0.0.1:3000:3000'],
      true,
      ['ALL'],
      ['no-new-privileges:true'],
    ]);
  });

  it('is what Smithery builds, with the configuration that the server reads', () => {
    const { build, startCommand } = parse(deployed('smithery.yaml'));
    expect(build.dockerfile).toBe('docs/deploy/Dockerfile');
    expect(ajv.validateSchema(startCommand.configSchema)).toBe(true);
    expect(Object.keys(startCommand.configSchema.properties)).toEqual([
      'apiToken',
      'defaultTeamId',
      'allowTools',
      'denyTools',
    ]);
    expect(ajv.validate(startCommand.configSchema, startCommand.exampleConfig), ajv.errorsText()).toBe(true);
  });
});

it('a release is published with provenance, by a job that may say who it is and holds no token of npm', () => {
  const { jobs } = parse(readFileSync(join(root, '.github/workflows/publish.yml'), 'utf8'));
  const { permissions, steps } = jobs.publish;
  expect(permissions['id-token']).toBe('write');
  const runs = steps.flatMap(({ run }: { run?: string }) => run ?? []).join('\n');
  expect(runs).toContain('npm publish --provenance');
  expect(runs.indexOf('npm run release:files')).toBeLessThan(runs.indexOf('npm publish'));
  expect(JSON.stringify(jobs)).not.toMatch(/NPM_TOKEN|NODE_AUTH_TOKEN/);
});
