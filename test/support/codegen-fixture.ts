import { buildModel } from '../../codegen/build/model.js';
import { parseManifest } from '../../codegen/manifest/manifest.js';
import type { Model, Tool } from '../../codegen/model.js';
import type { OpenAPI31Document, Operation, Schema } from '../../codegen/spec/openapi.js';

const text: Schema = { type: 'string' };

interface Sketch {
  method?: 'get' | 'post' | 'put' | 'delete';
  path: string;
  query?: Record<string, Schema & { needed?: boolean }>;
  body?: Schema;
  answer?: Schema;
  upload?: boolean;
}

const operations: Record<string, Sketch> = {
  GetGoals: {
    path: '/v2/team/{team_id}/goal',
    query: { include_completed: { type: 'boolean', description: 'Completed ones as well.' } },
    answer: {
      type: 'object',
      properties: { goals: { type: 'array', items: {} }, folders: { type: 'array', items: {} } },
    },
  },
  GetGoal: { path: '/v2/goal/{goal_id}', answer: { type: 'object', properties: { goal: {} } } },
  CreateGoal: {
    method: 'post',
    path: '/v2/team/{team_id}/goal',
    body: {
      type: 'object',
      required: ['name'],
      properties: {
        name: text,
        due_date: { type: 'integer' },
        due_date_time: { type: 'boolean' },
        owners: { type: 'array', items: { type: 'integer' } },
        look: { type: 'object', properties: { color: text, icon: { type: 'object', properties: { name: text } } } },
      },
    },
    answer: { type: 'object', properties: { goal: {} } },
  },
  UpdateGoal: { method: 'put', path: '/v2/goal/{goal_id}', body: { type: 'object', properties: { name: text } } },
  DeleteGoal: { method: 'delete', path: '/v2/goal/{goal_id}' },
  GetTasks: {
    path: '/v2/list/{list_id}/task',
    query: {
      page: { type: 'integer' },
      'assignees[]': { type: 'array', items: text },
      'tags[]': { type: 'array', items: text },
      due_date_lt: { type: 'integer' },
    },
    answer: { type: 'object', properties: { tasks: { type: 'array', items: {} }, last_page: { type: 'boolean' } } },
  },
  GetTask: {
    path: '/v2/task/{task_id}',
    query: { custom_task_ids: { type: 'boolean' }, team_id: text },
    answer: { type: 'object', properties: { id: text, name: text } },
  },
  GetTaskComments: {
    path: '/v2/task/{task_id}/comment',
    query: { custom_task_ids: { type: 'boolean' }, team_id: text, start: { type: 'integer' }, start_id: text },
    answer: { type: 'object', properties: { comments: { type: 'array', items: {} } } },
  },
  GetListComments: {
    path: '/v2/list/{list_id}/comment',
    query: { start: { type: 'integer' }, start_id: text },
    answer: { type: 'object', properties: { comments: { type: 'array', items: {} } } },
  },
  GetGroups: { path: '/v2/group', query: { team_id: { ...text, needed: true }, group_ids: text } },
  UploadFile: { method: 'post', path: '/v2/task/{task_id}/attachment', upload: true },
};

const operationOf = (id: string, { path, query = {}, body, answer, upload }: Sketch): Operation => ({
  operationId: id,
  'x-clickup-operation-id': id,
  summary: `Summary of ${id}`,
  parameters: [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name: name!,
      in: 'path' as const,
      required: true,
      schema: text,
    })),
    ...Object.entries(query).map(([name, { needed, description, ...schema }]) => ({
      name,
      in: 'query' as const,
      ...(needed && { required: true }),
      ...(description && { description }),
      schema,
    })),
  ],
  ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
  ...(upload && { requestBody: { required: true, content: { 'multipart/form-data': { schema: {} } } } }),
  responses: { '200': answer ? { content: { 'application/json': { schema: answer } } } : {} },
});

/** A small API in ClickUp's manner. */
export const document: OpenAPI31Document = {
  openapi: '3.1.0',
  info: { title: 'Small', version: '1' },
  servers: [],
  security: [],
  tags: [],
  paths: Object.entries(operations).reduce<OpenAPI31Document['paths']>((paths, [id, sketch]) => {
    paths[sketch.path] = { ...paths[sketch.path], [sketch.method ?? 'get']: operationOf(id, sketch) };
    return paths;
  }, {}),
  components: { schemas: {} },
};

export const shapesText = `
goal:
  _: A goal.
  id: id -- Goal id.
  name: string -- Name.
  progress?: integer < percent_completed -- Per cent done.
task:
  _: A task.
  id: id -- Task id.
comment:
  _: A comment.
  id: id -- Comment id.
`;

export const toolsetsText = `
standard:
  title: Standard tools
  description: What the tests need.
  default: true
  complete: { use_cases: 3, examples: 3, related: [2, 4], permissions: 1 }
  categories:
${['Task', 'Goal', 'Team', 'Comment', 'View']
  .map((name) => `    ${name}: { noun: ${name.toLowerCase()}, description: ${name}s. }`)
  .join('\n')}
    Custom Fields: { noun: custom_field, description: Fields. }
`;

/** A tool entry in YAML of which only the interesting part is given; \`entry\` is indented by four spaces. */
export const toolText = (entry: string, category = 'Goal', action = 'get'): string =>
  `category: ${category}\ntools:\n  ${action}:\n    title: A tool\n    description: What it does here.\n    since: 1.0.0\n${entry
    .trim()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')}\n`;

/** The model of one file of tools and one of shapes. */
export const modelOf = (tools: string, shapes: string = shapesText, others: Record<string, string> = {}): Model =>
  buildModel(
    parseManifest([
      { file: 'openapi/toolsets.yaml', text: others.toolsets ?? toolsetsText },
      ...(others.operations === undefined ? [] : [{ file: 'openapi/operations.yaml', text: others.operations }]),
      { file: 'openapi/tools/standard/x.yaml', text: tools },
      { file: 'openapi/shapes/common.yaml', text: shapes },
    ]),
    document,
  );

/** The only tool of a model. */
export const toolOf = (entry: string, category?: string, action?: string): { model: Model; tool: Tool } => {
  const model = modelOf(toolText(entry, category, action));
  return { model, tool: model.tools[0]! };
};
