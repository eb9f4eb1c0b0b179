import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { type SandboxServer, serveSandbox } from '../../src/sandbox/http-server.js';
import {
  API_KEYS,
  createSandbox,
  LISTS,
  manualClock,
  type SandboxOptions,
  WORKSPACE_ID,
} from '../../src/sandbox/index.js';
import { builtBinaries } from '../support/dist.js';
import { standardTools } from '../support/standard-tools.js';

const folder = mkdtempSync(join(tmpdir(), 'clickup-tools-cli-'));
let binary: string;
beforeAll(async () => {
  binary = (await builtBinaries()).cli;
}, 180_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const servers: SandboxServer[] = [];
const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

interface Running extends Promise<Finished> {
  interrupt(): void;
  /** Resolves once stdout holds the text. */
  says(text: string): Promise<string>;
}

function cli(
  words: readonly string[],
  { env = {}, stdin = '' }: { env?: Record<string, string>; stdin?: string } = {},
) {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [binary, ...words], { cwd: folder, env: { PATH, ...env } });
  children.push(child);
  const result: Finished = { code: null, stdout: '', stderr: '' };
  const waiting: (() => void)[] = [];
  child.stdout.on('data', (data: Buffer) => {
    result.stdout += data.toString();
    for (const look of waiting) look();
  });
  child.stderr.on('data', (data: Buffer) => {
    result.stderr += data.toString();
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(stdin);
  const ended = new Promise<Finished>((resolve) => {
    child.once('close', (code) => resolve({ ...result, code }));
  });
  return Object.assign(ended, {
    interrupt: () => child.kill('SIGINT'),
    says: (text: string) =>
      new Promise<string>((resolve) => {
        const look = () => {
          if (result.stdout.includes(text)) resolve(result.stdout);
        };
        waiting.push(look);
        look();
      }),
  }) as Running;
}

async function serve(options: SandboxOptions = {}): Promise<Record<string, string>> {
  const server = await serveSandbox(createSandbox({ clock: manualClock(Date.now()), ...options }));
  servers.push(server);
  return { CLICKUP_BASE_URL: server.url, CLICKUP_API_KEY: API_KEYS.owner };
}

/** A base URL whose port was free a moment ago. */
async function nobodyThere(): Promise<string> {
  const server = await serveSandbox(createSandbox({ seed: 'empty' }));
  await server.close();
  return server.url;
}

describe('the program', () => {
  it.each(['--help', '-h', 'help', ''])('explains itself: %s', async (word) => {
    const { code, stdout } = await cli(word ? [word] : []);
    expect(code).toBe(0);
    for (const command of ['tools', 'help', 'call', 'doctor', 'sandbox'])
      expect(stdout).toContain(`clickup-tools ${command}`);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('says its version', async () => {
    expect(await cli(['--version'])).toEqual({ code: 0, stdout: `${packageJson.version}\n`, stderr: '' });
  });

  it('lists the tools as JSON: exactly the standard ones', async () => {
    const { code, stdout } = await cli(['tools', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).map(({ name }: { name: string }) => name)).toEqual(Object.keys(standardTools));
  });

  it('lists a category, however it is spelt', async () => {
    const { stdout } = await cli(['tools', '--category', 'custom-field', '--json']);
    const names = JSON.parse(stdout).map(({ name }: { name: string }) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(names.every((name: string) => name.startsWith('clickup_custom_field_'))).toBe(true);
  });

  it.each([[['help', 'task_get']], [['call', 'task_get', '--help']]])('explains a tool: %j', async (words) => {
    const { code, stdout } = await cli(words);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^clickup_task_get: /);
  });

  it.each<[string[], RegExp]>([
    [['toolz'], /no command is called toolz\n {2}Did you mean tools\?/],
    [
      ['clickup_goal_list'],
      /no command is called clickup_goal_list\n {2}Tools run with `clickup-tools call clickup_goal_list`/,
    ],
    [['tools', '--category', 'Tsk'], /no category is called Tsk\n {2}Did you mean Task\?/],
    [['tools', '--categorie'], /unknown option --categorie/],
    [['help', 'create_task'], /Did you mean clickup_task_create/],
    [['call'], /which tool\?/],
    [['call', 'task_get', '--tsk-id', '1'], /Did you mean --task-id\?/],
    [['doctor', '--all'], /unknown option --all/],
    [['sandbox', '--fault', '42'], /no fault is called 42/],
  ])('refuses %j with code 2, on stderr', async (words, message) => {
    const { code, stdout, stderr } = await cli(words);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});

describe('call', () => {
  const sprint = '901710000301';
  const bulk = (...names: string[]) => [
    'call',
    'task_create_bulk',
    '--list-id',
    sprint,
    '--tasks',
    JSON.stringify(names.map((name) => ({ name, ...(name === 'bad' && { status: 'nope' }) }))),
    '--sandbox',
  ];

  it('prints the whole envelope in a pipe', async () => {
    const { code, stdout, stderr } = await cli(['call', 'user_get', '--sandbox']);
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({ success: true, metadata: { tool_name: 'clickup_user_get' } });
  });

  it('prints text on request, and HTTP calls apart from it', async () => {
    const { stdout, stderr } = await cli(['call', 'user_get', '--sandbox', '--output', 'text', '--debug']);
    expect(stdout).toMatch(/^user:\n {2}id: +81230001\n/);
    expect(stderr).toMatch(/GET +\/v2\/user/);
  });

  it('takes its input from a pipe', async () => {
    const stdin = JSON.stringify({ list_id: sprint, name: 'From a pipe' });
    const { stdout } = await cli(['call', 'task_create', '--json', '-', '--sandbox'], { stdin });
    expect(JSON.parse(stdout).data.task.name).toBe('From a pipe');
  });

  it('attaches files from the working folder, and from nowhere else', async () => {
    writeFileSync(join(folder, 'notes.txt'), 'hello');
    const words = (path: string) => ['call', 'task_attach_file', '--task-id', 'ENG-96', '--path', path, '--sandbox'];
    expect(JSON.parse((await cli(words('notes.txt'))).stdout).data.attachment.title).toBe('notes.txt');
    expect(JSON.parse((await cli(words('/etc/hostname'))).stdout).error.code).toBe('POLICY_DENIED');
  });

  it.each<[string, number, string[]]>([
    ['wrong input', 2, ['call', 'task_create', '--list-id', sprint, '--name', '', '--sandbox']],
    ['what destroys, unconfirmed', 2, ['call', 'task_delete', '--task-id', 'ENG-96', '--sandbox']],
    ['no key', 3, ['call', 'user_get']],
    ['not found', 4, ['call', 'task_get', '--task-id', '86c0zzzz9', '--sandbox']],
    ['a bulk call, all of it', 0, bulk('A', 'B')],
    ['a bulk call, a part of it', 6, bulk('A', 'bad')],
  ])('ends as it went: %s is %i', async (_, code, words) => {
    const finished = await cli(words);
    expect([finished.code, finished.stderr]).toEqual([code, '']);
  });

  it('ends with 1 when nobody is there, and with 5 when the limit is used up', async () => {
    const gone = await cli(['call', 'user_get'], {
      env: { CLICKUP_API_KEY: 'pk_1_A', CLICKUP_BASE_URL: await nobodyThere() },
    });
    expect([gone.code, JSON.parse(gone.stdout).error.code]).toEqual([1, 'NETWORK_ERROR']);
    const limited = await serve({ faults: [{ kind: '429', retryAfter: 600 }] });
    expect((await cli(['call', 'user_get'], { env: limited })).code).toBe(5);
  });

  it('ends with 130 when it is interrupted', async () => {
    const sandbox = createSandbox({ faults: [{ kind: 'hang' }] });
    const server = await serveSandbox(sandbox);
    servers.push(server);
    const running = cli(['call', 'user_get'], {
      env: { CLICKUP_BASE_URL: server.url, CLICKUP_API_KEY: API_KEYS.owner },
    });
    while (sandbox.requests.length === 0) await new Promise(setImmediate);
    running.interrupt();
    const { code, stdout } = await running;
    expect([code, JSON.parse(stdout).error.code]).toEqual([130, 'CANCELLED']);
  });

  it('refuses a bad environment before it sends anything', async () => {
    const { code, stderr } = await cli(['call', 'user_get'], { env: { CLICKUP_API_KEY: 'your_api_key' } });
    expect(code).toBe(2);
    expect(stderr).toContain('CLICKUP_API_KEY is not a usable token');
  });
});

describe('doctor', () => {
  it('finds all well on the sandbox, and says what to paste', async () => {
    const { code, stdout } = await cli(['doctor', '--sandbox']);
    expect(code).toBe(0);
    expect(stdout).toContain('All is well.');
    expect(stdout).toMatch(/tools cost a model about [\d,]+ tokens/);
    expect(stdout).toContain('"--sandbox"');
  });

  it('compares the clocks over HTTP, and never shows the key', async () => {
    const env = await serve();
    const { code, stdout, stderr } = await cli(['doctor'], { env });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^ok +Clock: /m);
    expect(stdout).toContain(`"CLICKUP_BASE_URL": "${env.CLICKUP_BASE_URL}"`);
    expect(stdout).not.toContain(API_KEYS.owner);
  });

  it('notes a server whose rate limit is on another clock', async () => {
    const env = await serve({ clock: manualClock() });
    const { stdout } = await cli(['doctor'], { env });
    expect(stdout).toMatch(/^note +Rate limit: .*window/m);
  });

  it.each<[string, number, Record<string, string>, RegExp]>([
    ['no key', 3, { CLICKUP_API_KEY: '' }, /FAIL {2}CLICKUP_API_KEY is not set\n.*One problem/s],
    ['a wrong key', 3, { CLICKUP_API_KEY: 'pk_1_WRONG' }, /FAIL {2}Key: .*One problem/s],
    ['nobody there', 1, { CLICKUP_BASE_URL: 'nobody' }, /FAIL {2}ClickUp: .*ECONNREFUSED/],
    [
      'several problems',
      2,
      { CLICKUP_TIME_ZONE: 'Mars/Base', CLICKUP_WORKSPACE_ID: '42' },
      /FAIL.*FAIL.*2 problems: see FAIL/s,
    ],
  ])('finds %s', async (_, code, env, text) => {
    const nobody = env.CLICKUP_BASE_URL === 'nobody' ? { CLICKUP_BASE_URL: await nobodyThere() } : {};
    const finished = await cli(['doctor'], { env: { ...(await serve()), ...env, ...nobody } });
    expect(finished.code).toBe(code);
    expect(finished.stdout).toMatch(text);
    expect(finished.stdout).toContain('"mcpServers"');
  });
});

describe('sandbox', () => {
  it('serves until it is interrupted; doctor agrees with what it prints; what it held can be kept', async () => {
    const running = cli(['sandbox', '--port', '0', '--plan', 'free', '--save', 'kept.json']);
    const welcome = await running.says('mcpServers');
    const [, url = ''] = /listening on (\S+)/.exec(welcome) ?? [];
    const [, key = ''] = /CLICKUP_API_KEY=(\S+)/.exec(welcome) ?? [];
    const env = { CLICKUP_BASE_URL: url, CLICKUP_API_KEY: key };
    const doctor = await cli(['doctor'], { env });
    expect(doctor.code).toBe(0);
    expect(doctor.stdout).toMatch(/Plan: Free Forever.*Clock: agrees/s);
    expect(doctor.stdout).not.toMatch(/^note/m);
    await cli(['call', 'task_create', '--list-id', '901710000301', '--name', 'Zanzibar'], { env });
    running.interrupt();
    expect((await running).code).toBe(0);

    const again = cli(['sandbox', '--port=0', '--data', 'kept.json']);
    const [, next = ''] = /listening on (\S+)/.exec(await again.says('mcpServers')) ?? [];
    const found = await cli(['call', 'task_search', '--query', 'Zanzibar'], {
      env: { ...env, CLICKUP_BASE_URL: next },
    });
    expect(JSON.parse(found.stdout).data.matched).toBe(1);
    again.interrupt();
    await again;
  });

  it('breaks what it is told to break', async () => {
    const running = cli(['sandbox', '--port', '0', '--fault', '500:operation=GetAuthorizedUser']);
    const [, url = ''] = /listening on (\S+)/.exec(await running.says('mcpServers')) ?? [];
    const answer = await fetch(`${url}/v2/user`, { headers: { Authorization: API_KEYS.owner } });
    expect(answer.status).toBe(500);
    running.interrupt();
    await running;
  });

  it('says in strict mode what is wrong with a request, to who sends it and in the terminal', async () => {
    const running = cli(['sandbox', '--port', '0', '--strict']);
    const welcome = await running.says('mcpServers');
    expect(welcome).toContain(`guest ${API_KEYS.guest}`);
    const [, url = ''] = /listening on (\S+)/.exec(welcome) ?? [];
    const headers = { Authorization: API_KEYS.owner };
    const answer = await fetch(`${url}/v2/user?verbose=1`, { headers });
    expect(answer.headers.get('x-sandbox-notes')).toMatch(/^query verbose is not described \(#\/paths/);
    running.interrupt();
    expect((await running).stderr).toMatch(/^GET \/api\/v2\/user\?verbose=1 200: query verbose is not described/);
  });

  it('ends at once, although webhooks are still to be delivered', async () => {
    const running = cli(['sandbox', '--port', '0']);
    const [, url = ''] = /listening on (\S+)/.exec(await running.says('mcpServers')) ?? [];
    let attempts = 0;
    const silent = createServer(() => attempts++);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const post = (path: string, body: object) =>
      fetch(`${url}/v2/${path}`, {
        method: 'POST',
        headers: { Authorization: API_KEYS.owner, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    await post(`team/${WORKSPACE_ID}/webhook`, { endpoint: `http://127.0.0.1:${port}/`, events: ['taskCreated'] });
    const knocked = new Promise((resolve) => silent.once('connection', resolve));
    await post(`list/${LISTS.ideas}/task`, { name: 'Told to nobody' });
    await knocked;
    running.interrupt();
    expect((await running).code).toBe(0);
    // Seen through to the end it would be five, a wait between each two.
    expect(attempts).toBeLessThan(5);
    silent.close();
  });

  it('says that its port is taken, or its size too small', async () => {
    const { CLICKUP_BASE_URL = '' } = await serve();
    const taken = await cli(['sandbox', '--port', new URL(CLICKUP_BASE_URL).port]);
    expect(taken.code).toBe(2);
    expect(taken.stderr).toMatch(/is taken\n {2}Choose another/);
    const small = await cli(['sandbox', '--scale', '5']);
    expect(small.code).toBe(2);
    expect(small.stderr).toContain('240');
  });
});
