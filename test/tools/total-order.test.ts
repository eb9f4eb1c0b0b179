import { describe, expect, it } from 'vitest';
import { createClickUp } from '../../src/index.js';
import { createSandbox, manualClock } from '../../src/sandbox/index.js';
import { everyTool } from '../support/catalog.js';

type Row = Record<string, unknown>;
const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What ClickUp sorts a list by. */
function keyOf(row: Row, url: URL): string | undefined {
  const order = /\/task$/.test(url.pathname) && /\/(list|team)\//.test(url.pathname);
  const by = url.searchParams.get('order_by') ?? 'created';
  if (order) return by === 'due_date' ? by : `date_${by}`;
  return ['orderindex', 'date', 'date_created'].find((name) => name in row);
}

/** A list as if everything in it had happened at one moment, which leaves its order open. */
function tied(value: unknown, url: URL, isReversed: boolean): unknown {
  const [first] = Array.isArray(value) ? value : [];
  const key = isRow(first) && 'id' in first && !('type_config' in first) ? keyOf(first, url) : undefined;
  if (key === undefined) return value;
  const same = (value as Row[]).map((row) => ({ ...row, [key]: (first as Row)[key] }));
  return isReversed ? same.reverse() : same;
}

/** An answer with its lists so, but for statuses, of which no two have the same place. */
const tiedIn = (body: unknown, url: URL, isReversed: boolean): unknown =>
  isRow(body)
    ? Object.fromEntries(
        Object.entries(body).map(([name, part]) => [name, name === 'statuses' ? part : tied(part, url, isReversed)]),
      )
    : tied(body, url, isReversed);

function client(isReversed: boolean) {
  const sandbox = createSandbox({ clock: manualClock(), plan: 'enterprise', rateLimit: false });
  return createClickUp({
    apiKey: sandbox.apiKey,
    clock: sandbox.clock,
    fetch: async (request) => {
      const answer = await sandbox.fetch(request);
      const text = await answer.text();
      const isJson = text.startsWith('{') || text.startsWith('[');
      const body = isJson ? JSON.stringify(tiedIn(JSON.parse(text), new URL(request.url), isReversed)) : text;
      return new Response(body, { status: answer.status, headers: { 'content-type': 'application/json' } });
    },
  });
}

const lists = everyTool.filter(
  ([, tool]) => tool.effect === 'read' && tool.returns.some(({ type }) => type.endsWith('[]')),
);

describe('equal calls give equal bytes, also where ClickUp orders what is equal anew', () => {
  it.each(lists)('%s', async (name, tool) => {
    for (const { input } of tool.examples) {
      const [one, other] = await Promise.all(
        [false, true].map((isReversed) => client(isReversed).call(name as string, input)),
      );
      const said = (answer: unknown) => JSON.stringify({ ...(answer as object), metadata: undefined });
      expect(said(other)).toBe(said(one));
    }
  });

  it('are as many as there are tools that list', () => {
    expect(lists.length).toBeGreaterThan(30);
  });
});
