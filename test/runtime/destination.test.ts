import { describe, expect, it } from 'vitest';
import { createClickUp } from '../../src/index.js';
import { scripted } from '../support/scripted.js';

const baseUrl = 'https://proxy.example/clickup/api';
const moved = (location: string, status = 302) => new Response(null, { status, headers: { Location: location } });
const task = Response.json({ id: 't1' });

describe('a read that is redirected', () => {
  it.each([
    ['a path of the API', '/clickup/api/v2/task/t2'],
    ['a relative path', 't2'],
    ['an address of the API', `${baseUrl}/v2/task/t2`],
  ])('to %s goes there, with the key', async (_, location) => {
    const { runtime, requests } = scripted([moved(location), task], { baseUrl });
    expect(await runtime.execute('test_read', { id: 't1' })).toMatchObject({ success: true });
    expect(requests.map(({ url }) => url)).toEqual([`${baseUrl}/v2/task/t1`, `${baseUrl}/v2/task/t2`]);
    expect(requests[1]?.headers.get('Authorization')).toBe('pk_1_SECRETSECRET');
  });

  it.each([
    ['another machine', 'https://elsewhere.example/clickup/api/v2/task/t2'],
    ['another path of the same machine', '/evil'],
    ['a path that only begins like the API', '/clickup/api-evil/v2'],
    ['a path that leads out of the API', '/clickup/api/../evil'],
    ['another protocol', 'http://proxy.example/clickup/api/v2/task/t2'],
    ['another port', 'https://proxy.example:8443/clickup/api/v2/task/t2'],
    ['an address with a password', 'https://u:p@proxy.example/clickup/api/v2/task/t2'],
    ['no address', 'https://'],
  ])('to %s does not go there', async (_, location) => {
    const { runtime, requests, redirects } = scripted([moved(location), task], { baseUrl });
    expect(await runtime.execute('test_read', { id: 't1' })).toMatchObject({
      error: { code: 'NETWORK_ERROR', message: expect.stringContaining('leads elsewhere') },
    });
    expect(requests).toHaveLength(1);
    expect(redirects).toEqual(['manual']);
  });

  it('in a circle ends', async () => {
    const { runtime, requests } = scripted([moved('t1')], { baseUrl });
    expect(await runtime.execute('test_read', { id: 't1' })).toMatchObject({ error: { code: 'NETWORK_ERROR' } });
    expect(requests).toHaveLength(6);
  });
});

describe('the raw client', () => {
  it.each(['/v2/../../evil', '/v2/%2e%2e/%2e%2e/evil', '/../../evil', '@elsewhere.example/v2/user'])(
    'sends nothing to %s',
    async (path) => {
      const sent: string[] = [];
      const clickup = createClickUp({
        apiKey: 'pk_81230001_MADEUP',
        baseUrl,
        fetch: async ({ url }) => {
          sent.push(url);
          return Response.json({});
        },
      });
      await expect(clickup.api.GET(path as never)).rejects.toThrow(/outside|user name|credentials/);
      expect(sent).toEqual([]);
    },
  );
});
