import { expect, it } from 'vitest';
import { type OperationId, operations } from '../../generated/operations.js';
import { type RequestSchema, requests, schemas } from '../../generated/requests.js';
import { isObject } from '../../src/sandbox/context.js';
import { calls, send } from '../support/contract-calls.js';
import { harness } from '../support/sandbox.js';

const odd = [null, -1, 1.5, true, '', 'x', [], [null], ['x'], {}, { add: [null], rem: 'x' }, '__proto__'];

/** Server failures that ClickUp itself answers bad input with. */
const known = ['SHARD_001', 'ITEMV2_003', 'TIMEENTRY_072', 'GROUP_HELPERS_001'];

function described(schema: RequestSchema): string[] {
  const name = typeof schema.$ref === 'string' ? schema.$ref.slice('#/components/schemas/'.length) : '';
  const { properties } = schemas[name] ?? schema;
  return isObject(properties) ? Object.keys(properties) : [];
}

const withBody = (Object.keys(operations) as OperationId[]).filter(
  (id) => requests[id].body && !(calls[id].body instanceof FormData),
);

it.each(withBody)('%s: no value of the body breaks the sandbox', async (id) => {
  const h = harness({ plan: 'enterprise' });
  const { sandbox } = h;
  const headers = { authorization: sandbox.apiKey, 'content-type': 'application/json' };
  // A good call first: what it needs is then there, and its path is known.
  await send(h, id);
  const { method, path } = sandbox.requests.at(-1) ?? { method: '', path: '' };
  const good = isObject(calls[id].body) ? calls[id].body : {};
  const names = described(requests[id].body?.schema ?? {});
  const bodies = [...odd, ...names.flatMap((name) => odd.map((value) => ({ ...good, [name]: value })))];
  for (const body of bodies) {
    const init = { method, headers, body: JSON.stringify(body) };
    const answer = await sandbox.fetch(`https://api.clickup.com${path}`, init);
    const text = await answer.text();
    const fine = answer.status < 500 || known.some((code) => text.includes(code));
    expect(fine, `${init.body} gave ${answer.status} ${text}`).toBe(true);
  }
});
