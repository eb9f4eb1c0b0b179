import { listings } from '../../../generated/listings/index.js';
import type { ListedTool } from '../../runtime/tool.js';
import { isOffered } from '../access/access-config.js';

let made: Promise<readonly ListedTool[]> | undefined;

/** Every tool that the server has; what a key may call of them, its configuration says. */
const offered = (): Promise<readonly ListedTool[]> => {
  made ??= Promise.all(Object.values(listings).map((load) => load())).then((rows) =>
    rows.flat().filter(({ name }) => isOffered(name)),
  );
  return made;
};

const answer = (description: string) => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Envelope' } } },
});

/** The REST routes as an OpenAPI 3.1 document. */
export async function openApiDocument(publicUrl: string, version: string) {
  const paths = Object.fromEntries(
    (await offered()).map(({ name, description, inputSchema, annotations }) => [
      `/api/tools/${name}`,
      {
        post: {
          operationId: name,
          summary: annotations.title,
          description,
          requestBody: { content: { 'application/json': { schema: inputSchema } } },
          responses: {
            200: answer('What the tool gave'),
            400: answer('The arguments cannot work, or may not be'),
            401: answer('The key is missing, unknown, revoked or expired; or the person has to sign in again'),
            403: answer('ClickUp does not allow it'),
            404: answer('There is no such thing, or it is out of reach'),
            429: answer('The limit is used up; retry_after says for how many seconds'),
            502: answer('ClickUp failed, or it is unknown what became of a write'),
          },
        },
      },
    ]),
  );
  return {
    openapi: '3.1.0',
    info: { title: 'ClickUp tools', version },
    servers: [{ url: publicUrl }],
    security: [{ key: [] }],
    paths: {
      '/api/teams': {
        get: {
          operationId: 'listTeams',
          summary: 'The Workspaces that the key, or the person who is signed in, reaches',
          parameters: [{ name: 'x-team-id', in: 'header', schema: { type: 'string' } }],
          responses: { 200: { description: 'The Workspaces' } },
        },
      },
      '/api/tasks': {
        post: {
          operationId: 'createTask',
          summary: 'Creates a task: clickup_task_create, with an optional team_id that is checked',
          requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
          responses: { 200: answer('The task') },
        },
      },
      ...paths,
    },
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Envelope: {
          type: 'object',
          required: ['success'],
          properties: {
            success: { type: 'boolean' },
            data: {},
            error: {
              type: 'object',
              required: ['code', 'message', 'type', 'suggested_action'],
              properties: {
                code: { type: 'string' },
                message: { type: 'string' },
                type: { type: 'string' },
                details: { type: 'object' },
                suggested_action: { type: 'string' },
                retry_after: { type: 'number', description: 'Seconds' },
              },
            },
            metadata: { type: 'object' },
          },
        },
      },
    },
  };
}
