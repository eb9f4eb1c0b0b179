import { expect, it } from 'vitest';
import { tools } from '../../generated/tools/index.js';
import { nearestTools } from '../../src/runtime/nearest-tools.js';

const known = tools.map(({ name }) => name.replace(/^clickup_/, ''));
const meant = (name: string) =>
  nearestTools(
    name,
    known.map((tool) => `clickup_${tool}`),
  ).map((tool) => tool.slice(8));

it.each([
  ['taks_get', ['task_get']],
  ['clickup_task_serach', ['task_search']],
  ['tag_update', ['task_update_tags', 'space_update_tags']],
  ['clickup_tag_rename', ['task_update_tags', 'space_update_tags']],
  ['getTask', ['task_get']],
  ['tasks_list', ['task_list']],
  ['time_report', ['time_get_report']],
  ['custom_field_set_bulk', ['custom_field_set']],
  ['delete_tasks', ['task_delete']],
  ['create_checklist', ['task_update_checklists']],
  ['xyz', []],
])('"%s" stands for %j', (name, tools) => {
  expect(meant(name)).toEqual(tools);
});

it.each(known)('%s, with two letters swapped or without its beginning, is found', (name) => {
  const swapped = `clickup_${name.replace(/(.)(.)$/, '$2$1')}`;
  for (const text of [swapped, name]) expect(meant(text)).toEqual([name]);
});
