import { listing as authListing } from '../../../generated/listings/auth.js';
import { listings } from '../../../generated/listings/index.js';
import type { ListedTool } from '../../runtime/tool.js';
import type { Deps } from '../deps.js';

let usual: Promise<readonly ListedTool[]> | undefined;

/** Every tool that the server has; what a key may call of them, its configuration says. */
async function offered({ tools, added }: Deps['offer']): Promise<readonly ListedTool[]> {
  usual ??= Promise.all(Object.values(listings).map((load) => load())).then((rows) => rows.flat());
  const listed = [...(await usual), ...authListing, ...Object.values(added).flatMap(({ listing }) => listing)];
  return listed.filter(({ name }) => tools.some((row) => row.name === name));
}

const answer = (description: string) => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Envelope' } } },
});

/** The REST routes as an OpenAPI 3.1 document. */
export async function openApiDocument({ offer, settings, version }: Pick<Deps, 'offer' | 'settings' | 'version'>) {
  const paths = Object.fromEntries(
    (await offered(offer)).map(({ name, description, inputSchema, annotations }) => [
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
    servers: [{ url: settings.publicUrl }],
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
