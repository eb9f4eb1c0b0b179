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
    ['an endless deadline', { deadlineMs: Number.POSITIVE_INFINITY }, /^deadlineMs /],
    ['a deadline beyond the longest timer', { deadlineMs: 2 ** 31 }, /^deadlineMs /],
    ['an endless attempt', { attemptMs: Number.POSITIVE_INFINITY }, /^attemptMs /],
    ['a base URL with a version', { baseUrl: 'https://api.clickup.com/api/v2/' }, /^baseUrl /],
    ['a base URL with a query', { baseUrl: 'https://api.clickup.com/api?x=1' }, /^baseUrl /],
    ['a base URL with a fragment', { baseUrl: 'https://api.clickup.com/api#x' }, /^baseUrl /],
    ['a base URL with a password', { baseUrl: 'https://u:SECRET@api.clickup.com/api' }, /^baseUrl /],
    ['a zone that is none', { timeZone: 'Mars/Base' }, /^timeZone /],
    ['a Workspace by name', { workspaceId: 'harbour' }, /^workspaceId /],
    ['a clock that only tells the time', { clock: { now: () => 0 } }, /^clock /],
    ['a number where chance belongs', { random: 0.5 }, /^random /],
    ['a listener that is none', { onEvent: {} }, /^onEvent /],
    ['a listener of waits that is none', { onWait: 58 }, /^onWait /],
    ['a path where a reader of files belongs', { readFile: '/home' }, /^readFile /],
    ['a URL where a downloader belongs', { fetchFile: 'https://x' }, /^fetchFile /],
    ['debug as text', { debug: 'true' }, /^debug /],
    ['tools by name', { tools: ['clickup_task_get'] }, /^tools /],
    ['an option that does not exist', { apikey: 'pk_1_SECRET' }, /no option apikey/],
  ])('%s is refused at once', (_, options, message) => {
    const refused = expect(() => create(options));
    refused.toThrow(ValidationError);
    refused.toThrow(message);
  });

  it.each(['pk_1_SECRET', { apikey: 'pk_1_SECRET' }, { timeZone: 'SECRET' }, { baseUrl: 'https://u:SECRET@h' }])(
    'never shows what may be the key: %j',
    (options) => {
      let message = '';
      try {
        create(options);
      } catch (error) {
        message = JSON.stringify((error as ValidationError).toBody());
      }
      expect(message).toContain('INVALID_PARAMETER');
      expect(message).not.toContain('SECRET');
    },
  );

  it('names the option that was meant', () => {
    expect(() => create({ apikey: 'x' })).toThrow(
      expect.objectContaining({
        suggestion: 'Did you mean apiKey?',
        details: { parameter: 'apikey', nearest: 'apiKey' },
      }),
    );
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, '10'])(
    'a deadline of %s for one call is refused, and nothing is sent',
    async (deadlineMs) => {
      const { fetch, apiKey, requests } = createSandbox({ clock: manualClock() });
      const clickup = create({ apiKey, fetch, clock: manualClock() });
      const envelope = await clickup.call('clickup_user_get', {}, { deadlineMs: deadlineMs as number });
      expect(envelope).toMatchObject({
        success: false,
        error: { code: 'INVALID_PARAMETER', details: { parameter: 'deadlineMs' } },
      });
      expect(requests).toEqual([]);
    },
  );

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
