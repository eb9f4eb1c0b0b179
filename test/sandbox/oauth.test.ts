import { describe, expect, it } from 'vitest';
import { OAUTH_APP, USERS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { harbourBikes } from '../../src/sandbox/seed/index.js';
import { harness } from '../support/sandbox.js';

const address = (query: Record<string, string>): string => `https://app.clickup.com/api?${new URLSearchParams(query)}`;
const asked = { client_id: OAUTH_APP.clientId, redirect_uri: OAUTH_APP.redirectUri, state: 'a"<b>' };

const submit = (fetch: typeof globalThis.fetch, form: string[][], query: Record<string, string> = asked) =>
  fetch(address(query), { method: 'POST', body: new URLSearchParams(form) });

describe('the authorize page', () => {
  it('asks who and for which Workspaces, without running what it was given', async () => {
    const { sandbox } = harness();
    const response = await sandbox.fetch(address({ ...asked, client_id: OAUTH_APP.clientId }));
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const text = await response.text();
    expect(text).toContain(`value="${USERS.lena}">Lena Hoffmann`);
    expect(text).toContain(`name="workspace" value="${WORKSPACE_ID}" checked> Harbour Bikes`);
    expect(text).not.toContain('a"<b>');
  });

  it('sends back a code that becomes a token for exactly those Workspaces', async () => {
    const seed = (...args: Parameters<typeof harbourBikes>) => {
      harbourBikes(...args);
      const [{ state }] = args;
      const other = state.workspaces.get(WORKSPACE_ID);
      const member = state.members.get(`${WORKSPACE_ID}:${USERS.priya}`);
      if (!other || !member) throw new Error('The seed has changed');
      state.workspaces.put({ ...other, id: '9012222222', name: 'Second' });
      state.members.put({ ...member, id: `9012222222:${USERS.priya}`, workspaceId: '9012222222' });
    };
    const { sandbox, post, get } = harness({ seed });
    const form = [
      ['user', USERS.priya],
      ['workspace', '9012222222'],
    ];
    const back = await submit(sandbox.fetch, form);
    expect(back.status).toBe(302);
    const location = new URL(back.headers.get('location') ?? '');
    expect(location.origin + location.pathname).toBe(OAUTH_APP.redirectUri);
    expect(location.searchParams.get('state')).toBe('a"<b>');
    const exchange = {
      client_id: OAUTH_APP.clientId,
      client_secret: OAUTH_APP.clientSecret,
      code: location.searchParams.get('code'),
    };
    const { access_token: token, token_type: type } = (await post('/v2/oauth/token', exchange, '')).json;
    expect(type).toBe('Bearer');
    const { teams } = (await get('/v2/team', `Bearer ${token}`)).json;
    expect(teams.map((team: { name: string }) => team.name)).toEqual(['Second']);
    expect((await get('/v2/user', `Bearer ${token}`)).json.user.username).toBe('Priya Nair');
    expect((await get(`/v2/team/${WORKSPACE_ID}/space`, `Bearer ${token}`)).json.ECODE).toBe('OAUTH_027');
    expect((await post('/v2/oauth/token', exchange, '')).json.ECODE).toBe('OAUTH_014');
  });

  it('takes any port of this machine and no other address', async () => {
    const { sandbox } = harness();
    const open = async (query: Record<string, string>) => {
      const response = await sandbox.fetch(address(query));
      const json = response.headers.get('content-type')?.includes('json') ? await response.json() : {};
      return [response.status, (json as { ECODE?: string }).ECODE];
    };
    expect(await open({ ...asked, redirect_uri: 'http://127.0.0.1:51234/callback' })).toEqual([200, undefined]);
    expect(await open({ ...asked, redirect_uri: 'http://127.0.0.1:8788/elsewhere' })).toEqual([400, 'OAUTH_007']);
    expect(await open({ ...asked, redirect_uri: 'https://example.org/callback' })).toEqual([400, 'OAUTH_007']);
    expect(await open({ ...asked, redirect_uri: 'callback' })).toEqual([400, 'OAUTH_007']);
    expect(await open({ client_id: OAUTH_APP.clientId })).toEqual([400, 'OAUTH_017']);
    expect(await open({ ...asked, client_id: 'nobody' })).toEqual([400, 'OAUTH_010']);
  });

  it('asks again when the person is in none of the Workspaces', async () => {
    const { sandbox } = harness();
    const response = await submit(sandbox.fetch, [['user', USERS.priya]]);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('Choose a Workspace');
    expect((await sandbox.fetch(address(asked), { method: 'PUT' })).status).toBe(405);
    expect(sandbox.requests.map((request) => request.status)).toEqual([400, 405]);
  });
});
