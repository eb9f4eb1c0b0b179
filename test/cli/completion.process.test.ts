import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { built } from '../support/build.js';

const program = `'${process.execPath}' '${built('cli.js')}'`;
const has = (shell: string) => spawnSync(shell, ['-c', ':']).status === 0;
const run = (shell: string, script: string) => execFileSync(shell, ['-c', script], { encoding: 'utf8' });

describe.skipIf(!has('bash'))('in bash', () => {
  const completing = (words: string[]) =>
    run(
      'bash',
      `source <(${program} completion bash)
      COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
      _clickup_tools; printf '%s\\n' "\${COMPREPLY[@]}"`,
    )
      .trim()
      .split('\n');

  it.each<[string[], string[]]>([
    [['clickup-tools', 'do'], ['doctor']],
    [['clickup-tools', 'call', 'goal_c'], ['goal_create']],
    [
      ['clickup-tools', 'call', 'task_list', '--order-by', ''],
      ['created', 'updated', 'due_date'],
    ],
    [['clickup-tools', 'call', 'task_list', '--output', '=', 'j'], ['json']],
    [['clickup-tools', 'call', 'task_list', '--help', '--rev'], ['--reverse']],
  ])('%j', (words, found) => {
    expect(completing(words)).toEqual(found);
  });

  it('the name is a command from then on', () => {
    expect(run('bash', `source <(${program} completion bash); clickup-tools --version`)).toMatch(/^\d+\.\d+\.\d+/);
  });
});

describe.skipIf(!has('fish'))('in fish', () => {
  it.each([
    ['call goal_c', 'goal_create'],
    ['call task_list --order-by cr', 'created'],
  ])('%s', (line, found) => {
    const script = `${program} completion fish | source; complete -C 'clickup-tools ${line}'`;
    expect(run('fish', script).split('\t')[0]?.trim()).toBe(found);
  });
});

it.skipIf(!has('zsh'))('in zsh the script can be read', () => {
  run('zsh', `${program} completion zsh | zsh -n`);
});
