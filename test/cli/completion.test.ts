import { describe, expect, it } from 'vitest';
import { catalogTools } from '../../src/cli/catalog.js';
import { candidatesFor } from '../../src/cli/completion.js';
import { writeArgumentsOf } from '../../src/runtime/write-arguments.js';

/** The candidates at the end of a line, which a space closes. */
const at = async (line: string) => (await candidatesFor(line.split(' '))).map(({ word }) => word);

describe('what can stand at the cursor', () => {
  it.each<[string, string[]]>([
    ['', ['tools', 'help', 'call', 'jobs', 'history', 'doctor', 'mcp', 'serve', 'sandbox', 'completion']],
    ['jobs ', ['resume']],
    ['jobs resume --jo', ['--job-id']],
    ['history --und', ['--undoable']],
    ['history undo --la', ['--last']],
    ['d', ['doctor']],
    ['call task_g', ['task_get', 'task_get_time_in_status']],
    ['help clickup_space_g', ['clickup_space_get']],
    ['call task_create --li', ['--list-id']],
    ['call task_list --order-by ', ['created', 'updated', 'due_date']],
    ['call task_list --order-by cr', ['created']],
    ['call task_list --output=j', ['--output=json']],
    ['call task_list --output = j', ['json']],
    ['call task_list --output =', ['text', 'json']],
    ['call clickup_task_delete --confirm ', ['yes']],
    ['call task_list --subtasks --rev', ['--reverse']],
    ['call task_list --reverse --rev', []],
    ['call task_create --name ', []],
    ['call no_such_tool --', []],
    ['nonsense ', []],
    ['tools --category cu', ['custom-fields']],
    ['sandbox --plan b', ['business', 'business-plus']],
    ['sandbox --strict --pl', ['--plan']],
    ['completion ', ['bash', 'zsh', 'fish']],
  ])('%j', async (line, words) => {
    expect(await at(line)).toEqual(words);
  });

  it.each(catalogTools.map((tool) => [tool.name, tool] as const))(
    '%s: every argument, and what a call takes besides',
    async (name, { effect, inputSchema }) => {
      const own = [...Object.keys(inputSchema.properties), ...(effect === 'read' ? [] : writeArgumentsOf(name))];
      const dashed = own.map((property) => `--${property.replaceAll('_', '-')}`);
      expect(await at(`call ${name} --`)).toEqual([
        ...dashed,
        '--sandbox',
        '--plan',
        '--now',
        '--output',
        '--debug',
        '--fresh',
        '--json',
      ]);
    },
  );
});
