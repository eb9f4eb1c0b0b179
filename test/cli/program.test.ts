import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { sandboxFlags } from '../../src/cli/sandbox-help.js';
import { catalogTools } from '../support/catalog.js';
import { cliHere } from '../support/cli-here.js';
import { serve } from '../support/cli-program.js';
import { standardTools } from '../support/standard-tools.js';

const secret = 'pk_81230001_SECRETSECRETSECRETSECRETSECRET12';

describe('the program', () => {
  it.each(['--help', '-h', 'help', 'call --help', 'tools -h', ''])('explains itself: %s', async (word) => {
    const { code, stdout } = await cliHere(word.split(' ').filter(Boolean));
    expect(code).toBe(0);
    for (const command of ['tools', 'help', 'call', 'doctor', 'sandbox', 'completion'])
      expect(stdout).toContain(`clickup-tools ${command}`);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it.each([[['sandbox', '--help']], [['help', 'sandbox']], [['sandbox', '--port', '1', '-h']]])(
    'explains the sandbox by its own options: %j',
    async (words) => {
      const { code, stdout } = await cliHere(words);
      expect(code).toBe(0);
      for (const flag of Object.keys(sandboxFlags)) expect(stdout).toMatch(new RegExp(`^  --${flag}\\b`, 'm'));
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
    },
  );

  it('says its version', async () => {
    expect(await cliHere(['--version'])).toEqual({ code: 0, stdout: `${packageJson.version}\n`, stderr: '' });
  });

  it.each([
    [[], catalogTools.map(({ name }) => name)],
    [['--profile', 'standard'], Object.keys(standardTools)],
  ])('lists the tools as JSON: %j', async (choice, names) => {
    const { code, stdout } = await cliHere(['tools', ...choice, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).map(({ name }: { name: string }) => name)).toEqual(names);
  });

  it('names the nearest profile where there is none of that name', async () => {
    const { code, stderr } = await cliHere(['tools', '--profile', 'reed']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('Did you mean read?')]);
  });

  it('lists a category, however it is spelt', async () => {
    const { stdout } = await cliHere(['tools', '--category', 'custom-field', '--json']);
    const names = JSON.parse(stdout).map(({ name }: { name: string }) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(names.every((name: string) => name.startsWith('clickup_custom_field_'))).toBe(true);
  });

  it.each([[['help', 'task_get']], [['call', 'task_get', '--help']], [['call', '-h', 'task_get']]])(
    'explains a tool: %j',
    async (words) => {
      const { code, stdout } = await cliHere(words);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^clickup_task_get: /);
    },
  );

  it.each<[string[], RegExp]>([
    [['toolz'], /no command is called toolz\n {2}Did you mean tools\?/],
    [
      ['clickup_goal_list'],
      /no command is called clickup_goal_list\n {2}Tools run with `clickup-tools call clickup_goal_list`/,
    ],
    [['task_get'], /no command is called task_get\n {2}Tools run with `clickup-tools call task_get`/],
    [['--sandbox', 'call', 'user_get'], /no command is called --sandbox\n {2}Options come after their command/],
    [['tools', '--category', 'Tsk'], /no category is called Tsk\n {2}Did you mean Task\?/],
    [['tools', '--categorie'], /unknown option --categorie/],
    [['help', 'create_task'], /Did you mean clickup_task_create/],
    [['call'], /which tool\?/],
    [['call', 'task_get', '--tsk-id', '1'], /Did you mean --task-id\?/],
    [['doctor', '--all'], /unknown option --all/],
    [['doctor', '--sandbox', '--install', 'emacs'], /no client is called emacs/],
    [['doctor', '--sandbox', '--install'], /--install names no client/],
    [['doctor', '--sandbox', '--dry-run'], /--dry-run is of --install/],
    [['completion'], /completion of which shell\?\n {2}There are: bash, zsh, fish\./],
    [['completion', 'tcsh'], /no completion for tcsh/],
    [['sandbox', '--fault', '42'], /no fault is called 42/],
    [['sandbox', '--scale', '5'], /240/],
  ])('refuses %j with code 2, on stderr', async (words, message) => {
    const { code, stdout, stderr } = await cliHere(words);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });

  it('says that the port of the sandbox is taken', async () => {
    const { CLICKUP_BASE_URL = '' } = await serve();
    const { code, stderr } = await cliHere(['sandbox', '--port', new URL(CLICKUP_BASE_URL).port]);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/is taken\n {2}Choose another/)]);
  });

  it.each([[['call', secret]], [[secret]], [['tools', `--key=${secret}`]], [['call', 'task_get', secret]]])(
    'does not repeat a key that stands where it does not belong: %j',
    async (words) => {
      const { code, stderr } = await cliHere(words);
      expect(code).toBe(2);
      expect(stderr).not.toContain(secret.slice(4));
    },
  );
});
