import { describe, expect, it } from 'vitest';
import { createClickUp } from '../../../src/index.js';
import { createSandbox, manualClock, TASKS } from '../../../src/sandbox/index.js';
import { failure } from '../../support/sandbox-client.js';

const include = ['attachments'] as const;
const task_id = TASKS.greyButton;

/** A client on a sandbox whose listing of files answers with `listing`, given the cursor that it was asked for. */
function clientOn(listing: (cursor: string | null) => Response) {
  const sandbox = createSandbox({ clock: manualClock() });
  const cursors: (string | null)[] = [];
  const fetch: typeof globalThis.fetch = (input, init) => {
    const url = new URL(new Request(input, init).url);
    if (!url.pathname.endsWith('/attachments')) return sandbox.fetch(input, init);
    cursors.push(url.searchParams.get('cursor'));
    return Promise.resolve(listing(url.searchParams.get('cursor')));
  };
  return {
    clickup: createClickUp({ apiKey: sandbox.apiKey, fetch, clock: sandbox.clock, random: () => 0.5 }),
    cursors,
  };
}

const file = (id: string) => ({ id, title: `${id}.txt`, url: `https://example.com/${id}.txt`, date: 1 });

describe('the files of a task', () => {
  it('are read to the last page', async () => {
    const { clickup, cursors } = clientOn((cursor) =>
      Response.json(cursor === null ? { data: [file('a')], next_cursor: 'more' } : { data: [file('b')] }),
    );
    const { task } = await clickup.task.get({ task_id, include: [...include] });
    expect(task?.attachments?.map(({ title }) => title)).toEqual(['a.txt', 'b.txt']);
    expect(cursors).toEqual([null, 'more']);
  });

  it('are said to be incomplete where a listing never ends', async () => {
    const { clickup, cursors } = clientOn((cursor) =>
      Response.json({ data: [file('a')], next_cursor: `${cursor} and more` }),
    );
    const { notes } = await clickup.task.get({ task_id, include: [...include] });
    expect(cursors).toHaveLength(10);
    expect(notes?.join(' ')).toContain('Only the first 10 files');
  });

  it('are read once where the listing stands still', async () => {
    const { clickup, cursors } = clientOn(() => Response.json({ data: [file('a')], next_cursor: 'more' }));
    const { notes } = await clickup.task.get({ task_id, include: [...include] });
    expect(cursors).toEqual([null, 'more']);
    expect(notes?.join(' ')).not.toContain('Only the first');
  });

  it('are those that the task itself carries where the listing is forbidden', async () => {
    const { clickup } = clientOn(() => Response.json({ err: 'No access', ECODE: 'ACCESS_999' }, { status: 403 }));
    const { task } = await clickup.task.get({ task_id, include: [...include] });
    expect(task?.attachments?.map(({ title }) => title)).toEqual(['grey-button.txt']);
  });

  it('are an error where the listing fails, not an older list', async () => {
    const { clickup } = clientOn(() => Response.json({ err: 'Broken' }, { status: 500 }));
    const error = await failure(clickup.task.get({ task_id, include: [...include] }));
    expect(error).toMatchObject({ code: 'SERVER_ERROR' });
  });
});
