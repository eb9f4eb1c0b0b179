import { describe, expect, it } from 'vitest';
import { type ClickUpOptions, createClickUp, ValidationError } from '../../src/index.js';
import { createSandbox, manualClock } from '../../src/sandbox/index.js';

/** What plain JavaScript may pass. */
const create = (options: unknown) => createClickUp(options as ClickUpOptions);

describe('the options of a client', () => {
  it.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /takes an object of options/],
    ['the key itself', 'pk_1_A', /takes an object of options/],
    ['a key that is no text', { apiKey: 42 }, /^apiKey /],
    ['a function where an object with get belongs', { credentials: () => 'pk_1_A' }, /^credentials /],
    ['no function to fetch with', { fetch: 'https://proxy.example' }, /^fetch /],
    ['a deadline in the past', { deadlineMs: -1 }, /^deadlineMs /],
    ['a deadline that is no number', { deadlineMs: Number.NaN }, /^deadlineMs /],
    ['an attempt as text', { attemptMs: '20' }, /^attemptMs /],
    ['a base URL with a version', { baseUrl: 'https://api.clickup.com/api/v2/' }, /^The base URL /],
  ])('%s is refused at once', (_, options, message) => {
    const refused = expect(() => create(options));
    refused.toThrow(ValidationError);
    refused.toThrow(message);
  });

  it('never shows the key in a refusal', () => {
    expect(() => create('pk_1_SECRET')).not.toThrow(/SECRET/);
  });

  it.each([undefined, null, ''])(
    'a key of %j is told at the first call, with both ways to give one',
    async (apiKey) => {
      const { fetch, requests } = createSandbox({ clock: manualClock() });
      const envelope = await create({ apiKey, fetch }).call('clickup_user_get', {});
      expect(envelope).toMatchObject({
        error: { code: 'UNAUTHORIZED', suggested_action: expect.stringMatching(/CLICKUP_API_KEY.* apiKey/) },
      });
      expect(requests).toEqual([]);
    },
  );
});
