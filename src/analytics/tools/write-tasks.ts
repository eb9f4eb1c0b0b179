import * as z from 'zod';
import type { DryRun } from '../../runtime/envelope.js';
import { defineTool } from '../tool.js';
import { idOf } from './structure.js';

const priorities = ['urgent', 'high', 'normal', 'low', 'none'] as const;

const fields = {
  description: z.string().optional().describe('Markdown; "" clears it.'),
  status: z.string().optional().describe('Name of a status of the List.'),
  priority: z.enum(priorities).optional().describe('none clears it.'),
  due_date: z.string().optional().describe('Day or time, such as 2026-11-27 or next friday; none clears it.'),
  time_estimate: z.string().optional().describe('Such as 1h 30m; none clears it.'),
  dry_run: z.boolean().optional().describe('Show what would be sent, and send nothing.'),
};

const people = z.array(z.union([z.string(), z.number()])).optional();

/** What a call leaves out stays as it is. */
const given = <Fields extends object>(input: Fields): Fields =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Fields;

/** With dry_run it is another answer than the type of the tool says. */
const orDryRun = <Data extends object>(data: Data): Data | DryRun => data;

const createTask = defineTool({
  name: 'create_task',
  group: 'tasks',
  description: 'Creates a task in ClickUp. Reports know it after the next sync_now.',
  effect: 'write',
  input: z.object({
    list: z.string().describe('Name, path or id of the List.'),
    name: z.string().min(1).describe('Name of the task.'),
    ...fields,
    assignees: people.describe('Ids, names or e-mail addresses.'),
    tags: z.array(z.string()).optional().describe('Names of tags.'),
  }),
  async run(ctx, { list, ...input }) {
    const list_id = await idOf(ctx, list, 'list', 'list');
    return orDryRun(await ctx.run('clickup_task_create', given({ list_id, ...input }) as never));
  },
});

const updateTask = defineTool({
  name: 'update_task',
  group: 'tasks',
  description: 'Changes a task in ClickUp; what is left out stays. Reports know it after the next sync_now.',
  effect: 'write',
  input: z.object({
    task: z.string().describe('Id, custom id or link of the task.'),
    name: z.string().min(1).optional().describe('New name.'),
    ...fields,
    add_assignees: people.describe('Ids, names or e-mail addresses.'),
    remove_assignees: people.describe('Ids, names or e-mail addresses.'),
  }),
  async run(ctx, { task, add_assignees, remove_assignees, ...input }) {
    const assignees = given({ add: add_assignees, remove: remove_assignees });
    const change = { task_id: task, ...input, assignees: Object.keys(assignees).length > 0 ? assignees : undefined };
    return orDryRun(await ctx.run('clickup_task_update', given(change) as never));
  },
});

export const taskWrites = [createTask, updateTask];
