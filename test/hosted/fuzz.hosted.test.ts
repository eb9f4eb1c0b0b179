import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { hostedServer, manager, origin } from '../support/hosted.js';

const runs = Number(process.env.HOSTED_FUZZ_RUNS ?? 150);

const marker = '"><script>alert(7)</script>';
const hostile = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    marker,
    '../../etc/passwd',
    '%00',
    '%',
    '//evil.example',
    'https://evil.example/',
    '\\\\evil.example',
    'javascript:alert(1)',
    "' OR 1=1 --",
    '{{7*7}}',
    '__proto__',
    'a'.repeat(5_000),
    '{}',
    '[',
    'null',
    '-1',
    '1e309',
  ),
);
const fields = [
  'client_id',
  'redirect_uri',
  'state',
  'code',
  'scope',
  'resource',
  'code_challenge',
  'code_challenge_method',
  'response_type',
  'grant_type',
  'refresh_token',
  'code_verifier',
  'token',
  'request',
  'decision',
  'grant',
  'form_token',
  'return_to',
  'name',
  'kind',
  'methods',
  'tags',
  'tools',
  'spaces',
  'days',
  'do',
  'id',
  'allow_links',
];
const form = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...fields), hostile), hostile), { maxLength: 8 });
const json = fc.oneof(
  fc.json({ maxDepth: 3 }),
  fc.constantFrom(
    '{',
    '',
    '{"config":{"methods":{}}}',
    '{"name":{"toString":1},"config":[]}',
    '{"redirect_uris":[1]}',
    '{"__proto__":{"a":1}}',
  ),
  hostile,
);

const routes = {
  oauth: [
    'GET /oauth/authorize',
    'POST /oauth/decision',
    'GET /oauth/continue',
    'POST /oauth/token',
    'POST /oauth/revoke',
    'POST /oauth/register',
    'GET /oauth/clickup/authorize',
    'GET /oauth/clickup/callback',
    'POST /sign-out',
    'GET /.well-known/oauth-authorization-server',
  ],
  links: [
    'POST /integrated-account/:id/mcp',
    'GET /integrated-account/:id/mcp',
    'PATCH /integrated-account/:id/mcp/:x',
    'POST /integrated-account/:id/keys',
    'DELETE /integrated-account/:x',
    'POST /leaked-secrets',
    'POST /mcp',
    'POST /mcp/k/:x',
    'GET /mcp/k/:x',
  ],
  rest: [
    'POST /api/tools/:x',
    'POST /api/tools/task_list',
    'POST /api/tools/auth_status',
    'POST /api/tasks',
    'GET /api/teams',
    'GET /api/openapi.json',
    'GET /api',
  ],
  console: [
    'GET /console',
    'GET /console/operators',
    'POST /console/sessions/end',
    'GET /console/:team/ways/new',
    'POST /console/:team/ways',
    'POST /console/:team/ways/preview',
    'GET /console/:team/ways/:x',
    'POST /console/:team/ways/:x/narrow',
    'POST /console/:team/ways/:x/rotate',
    'POST /console/:team/tokens',
    'POST /console/:team/clients/revoke',
    'GET /console/:team/audit',
    'GET /console/:team/audit.jsonl',
    'GET /console/:team/usage',
    'POST /console/:team/settings',
    'GET /console/:x/ways',
  ],
} as const;

describe.each(Object.entries(routes))('bad input on the %s routes', (_, list) => {
  it.each(list)(
    '%s is refused without a fault, a stack, a way elsewhere or its own markup',
    async (route) => {
      const server = await hostedServer();
      const { api, grant, key } = await manager(server, USERS.lena);
      const bearers = [undefined, api, await key()];
      const jar = (await server.signIn(USERS.lena)).cookies.get('127.0.0.1:3000')!;
      const cookies = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      // What a page of ours would send: without it a form gets no further than the door.
      const ours = server.deps.keys.hash('form', jar.get('__Host-clickup_browser')!);
      const [method = '', template = ''] = route.split(' ');
      const request = fc.record({
        x: hostile,
        query: form,
        body: fc.oneof(
          form.map((pairs) => ({
            type: 'application/x-www-form-urlencoded',
            text: new URLSearchParams(pairs).toString(),
          })),
          form.map((pairs) => ({
            type: 'application/x-www-form-urlencoded',
            text: new URLSearchParams([
              ['form_token', ours],
              ...pairs.filter(([name]) => name !== 'form_token'),
            ]).toString(),
          })),
          json.map((text) => ({ type: 'application/json', text })),
        ),
        bearer: fc.constantFrom(...bearers),
        cookie: fc.constantFrom(undefined, cookies),
        headers: fc.constantFrom(
          {},
          { origin: 'null' },
          { 'x-team-id': marker },
          { accept: 'text/html' },
          { 'x-forwarded-for': marker },
        ),
      });
      await fc.assert(
        fc.asyncProperty(request, async ({ x, query, body, bearer, cookie, headers }) => {
          server.clock.advance(1_000);
          const path = template
            .replace(':id', grant.id)
            .replace(':team', WORKSPACE_ID)
            .replace(':x', encodeURIComponent(x.replace(/[\ud800-\udfff]/g, '')) || 'x');
          const url = `${origin}${path}?${new URLSearchParams(query as string[][])}`;
          const response = await server.hosted.fetch(
            new Request(url, {
              method,
              headers: {
                ...(headers as Record<string, string>),
                ...(method !== 'GET' && { 'content-type': body.type }),
                ...(bearer && { authorization: `Bearer ${bearer}` }),
                ...(cookie && { cookie }),
              },
              ...(method !== 'GET' && { body: body.text }),
            }),
          );
          const text = await response.text();
          expect(response.status, `${url} ${body.text} ${text}`).toBeLessThan(500);
          expect(text).not.toMatch(/\n\s+at |node_modules|src\/hosted/);
          if (response.headers.get('content-type')?.includes('html')) expect(text).not.toContain('<script>');
          const location = response.headers.get('location');
          if (location) expect(['127.0.0.1:3000', 'app.clickup.com']).toContain(new URL(location, origin).host);
        }),
        { numRuns: runs, seed: 1 },
      );
    },
    Math.max(120_000, runs * 60),
  );
});
