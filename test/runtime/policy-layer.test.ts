import { describe, expect, it } from 'vitest';
import { rawApi } from '../../src/client/raw-api.js';
import type { Layer } from '../../src/runtime/send.js';
import { scripted } from '../support/scripted.js';

const answers = () => Response.json({ id: 't1', name: 'A task' });

/** A policy that notes the operation of each request it sees. */
function watch() {
  const seen: (string | undefined)[] = [];
  const policy: Layer = (next) => (request, context) => {
    seen.push(context.operation?.id);
    return next(request, context);
  };
  return { seen, policy };
}

describe('the policy layer', () => {
  it('sees every request of a tool with its operation', async () => {
    const { seen, policy } = watch();
    const { runtime } = scripted([answers()], { policy });
    await runtime.execute('test_read', { id: 'abc' });
    await runtime.execute('test_create', { id: '9' });
    expect(seen).toEqual(['GetTask', 'CreateTask']);
  });

  it('sees what a dry run would send', async () => {
    const { seen, policy } = watch();
    const { runtime, requests } = scripted([answers()], { policy });
    await runtime.execute('test_delete', { id: 'abc', dry_run: true });
    expect([seen, requests]).toEqual([['DeleteTask'], []]);
  });

  it('sees one request where the runtime makes several attempts', async () => {
    const { seen, policy } = watch();
    const { runtime, requests } = scripted([new Response('', { status: 503 }), answers()], { policy });
    await runtime.execute('test_read', { id: 'abc' });
    expect([seen, requests.length]).toEqual([['GetTask'], 2]);
  });

  it('sees raw requests, built from a template or written out', async () => {
    const { seen, policy } = watch();
    const api = rawApi(scripted(Array.from({ length: 4 }, answers), { policy }).runtime);
    await api.GET('/v2/task/{task_id}', { params: { path: { task_id: 'abc' } } });
    await api.GET('/v2/user');
    await api.DELETE('/v2/list/9/task/abc' as '/v2/list/{list_id}/task/{task_id}', {} as never);
    await api.GET('/v2/no/such/path' as '/v2/user');
    expect(seen).toEqual(['GetTask', 'GetAuthorizedUser', 'RemoveTaskFromList', undefined]);
  });

  it('can refuse before anything is sent', async () => {
    const { runtime, requests } = scripted([answers()], {
      policy: () => async () => {
        throw new Error('not allowed');
      },
    });
    expect(await runtime.execute('test_delete', { id: 'abc', confirm: 'yes' })).toMatchObject({ success: false });
    expect(requests).toEqual([]);
  });
});

it('a path written out is recorded by its template, and without its ids where there is none', async () => {
  const { runtime } = scripted([new Response('{}', { status: 404 })], { debug: true });
  const envelope = await runtime.execute('test_read', { id: 'abc123' });
  expect(envelope.metadata.debug?.timing.api_calls).toMatchObject([{ path: '/v2/task/{task_id}' }]);
});
