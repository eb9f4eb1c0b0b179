import { describe, expect, it } from 'vitest';
import { memoryStore, type Store } from '../../src/runtime/store.js';
import { type Step, scripted } from '../support/scripted.js';

const made = () => Response.json({ id: '1' });
const other = () => Response.json({ id: '2' });
const refused = () => Response.json({ err: 'No', ECODE: 'INPUT_003' }, { status: 400 });

const on = (store: Store, steps: Step[]) => scripted(steps, { store });
const create = ({ runtime }: ReturnType<typeof scripted>, more: object = {}, options = {}) =>
  runtime.execute('test_create', { id: '1', idempotency_key: 'k1', ...more }, options);

describe('a write with an idempotency_key', () => {
  it('is sent once; its repeat gives the first result, and says so', async () => {
    const world = on(memoryStore(), [made, other]);
    expect(await create(world)).toMatchObject({ success: true, data: { id: '1' } });
    const again = await create(world);
    expect(again).toMatchObject({ success: true, data: { id: '1' }, metadata: { replayed: true } });
    expect(again).toMatchObject({ data: { notes: [expect.stringContaining('nothing was sent')] } });
    expect(world.requests).toHaveLength(1);
  });

  it('is sent once, however many come side by side', async () => {
    const world = on(memoryStore(), [made, other, other]);
    const answers = await Promise.all([create(world), create(world), create(world)]);
    expect(answers.map((answer) => answer.success && (answer.data as { id: string }).id)).toEqual(['1', '1', '1']);
    expect(world.requests).toHaveLength(1);
  });

  it('is known to another client on the same store', async () => {
    const store = memoryStore();
    await create(on(store, [made]));
    const later = on(store, [other]);
    expect(await create(later)).toMatchObject({ data: { id: '1' }, metadata: { replayed: true } });
    expect(later.requests).toHaveLength(0);
  });

  it('may have the key as an option, and in camel case', async () => {
    const world = on(memoryStore(), [made, other]);
    await world.runtime.execute('test_create', { id: '1' }, { idempotencyKey: 'k1' });
    await world.runtime.execute('test_create', { id: '1', idempotencyKey: 'k1' });
    expect(world.requests).toHaveLength(1);
  });

  it('with another input is an error, and nothing is sent', async () => {
    const world = on(memoryStore(), [made, other]);
    await create(world);
    expect(await create(world, { id: '2' })).toMatchObject({
      success: false,
      error: { code: 'CONFLICT', details: { parameter: 'idempotency_key' } },
    });
    expect(world.requests).toHaveLength(1);
  });

  it('of another tool is an error', async () => {
    const world = on(memoryStore(), [made, other]);
    await create(world);
    const answer = await world.runtime.execute('test_delete', { id: '1', confirm: 'yes', idempotency_key: 'k1' });
    expect(answer).toMatchObject({ error: { code: 'CONFLICT' } });
  });

  it('leaves the key free when ClickUp refused it', async () => {
    const world = on(memoryStore(), [refused, made]);
    expect(await create(world)).toMatchObject({ success: false });
    expect(await create(world)).toMatchObject({ success: true, data: { id: '1' } });
    expect(world.requests).toHaveLength(2);
  });

  it('whose answer was lost is not sent again: the repeat says the same', async () => {
    const lost = () => Promise.reject(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    const world = on(memoryStore(), [lost, made]);
    const first = await create(world);
    expect(first).toMatchObject({ error: { code: 'UNKNOWN_OUTCOME' } });
    const again = await create(world);
    expect(again).toMatchObject({ error: { code: 'UNKNOWN_OUTCOME' }, metadata: { replayed: true } });
    expect(world.requests).toHaveLength(1);
  });

  it('that was begun by a program which died is unknown', async () => {
    const store = memoryStore();
    const world = on(store, [made, other]);
    await create(world);
    const [begun] = await store.read('idempotency');
    const crashed = memoryStore();
    await crashed.append('idempotency', begun as object);
    const next = on(crashed, [other]);
    expect(await create(next)).toMatchObject({ error: { code: 'UNKNOWN_OUTCOME' } });
    expect(next.requests).toHaveLength(0);
  });

  it('as a dry run leaves the key free', async () => {
    const world = on(memoryStore(), [made]);
    expect(await create(world, { dry_run: true })).toMatchObject({ data: { dry_run: true } });
    expect(await create(world)).toMatchObject({ data: { id: '1' } });
  });

  it('is forgotten after a day', async () => {
    const world = on(memoryStore(), [made, other]);
    await create(world);
    await world.clock.sleep(24 * 60 * 60 * 1000);
    expect(await create(world)).toMatchObject({ data: { id: '2' } });
  });

  it.each([[''], [7], ['x'.repeat(256)], [{}]])('is refused with the key %j', async (idempotency_key) => {
    const world = on(memoryStore(), [made]);
    expect(await create(world, { idempotency_key })).toMatchObject({
      error: { code: 'INVALID_PARAMETER', details: { parameter: 'idempotency_key' } },
    });
    expect(world.requests).toHaveLength(0);
  });
});

it('a read knows no idempotency_key', async () => {
  const { runtime } = on(memoryStore(), [made]);
  expect(await runtime.execute('test_read', { id: '1', idempotency_key: 'k1' })).toMatchObject({
    success: false,
    error: { message: expect.stringContaining('idempotency_key') },
  });
});

describe('a store that fails', () => {
  const failing = (nth: number): Store => {
    const store = memoryStore();
    let appended = 0;
    const append: Store['append'] = (stream, record) =>
      ++appended === nth ? Promise.reject(new Error('ENOSPC')) : store.append(stream, record);
    return { ...store, append };
  };

  it('before the call keeps it from being sent', async () => {
    const world = on(failing(1), [made]);
    expect(await create(world)).toMatchObject({
      error: { code: 'INVALID_PARAMETER', message: expect.stringContaining('nothing was sent') },
    });
    expect(world.requests).toHaveLength(0);
  });

  it('after it takes nothing of its answer, and does not let it be sent again', async () => {
    const world = on(failing(2), [made, other]);
    expect(await create(world)).toMatchObject({ success: true, data: { id: '1' } });
    expect(await create(world)).toMatchObject({ error: { code: 'UNKNOWN_OUTCOME' } });
    expect(world.requests).toHaveLength(1);
  });
});
