import { createHmac } from 'node:crypto';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  readWebhook,
  ValidationError,
  verifyWebhook,
  type WebhookEvent,
  type WebhookEventName,
} from '../../src/index.js';
import { webhookEvents } from '../../src/sandbox/webhooks/events.js';

const secret = 'Z0X9'.repeat(16);
const body = '{"event":"taskCreated","task_id":"86c1x9k2p","name":"Grüße 👋"}';
const signature = createHmac('sha256', secret).update(body).digest('hex');
const bytes = new TextEncoder().encode(body);

describe('a delivery is taken for ClickUp’s', () => {
  it.each([
    ['as text', { body, signature, secret }],
    ['as bytes', { body: bytes, signature, secret }],
    ['as a buffer', { body: bytes.buffer, signature, secret }],
    ['with a signature in capitals', { body, signature: signature.toUpperCase(), secret }],
    ['with an empty body', { body: '', signature: createHmac('sha256', secret).digest('hex'), secret }],
  ])('%s', async (_, delivery) => {
    expect(await verifyWebhook(delivery)).toBe(true);
  });
});

describe('a delivery is refused', () => {
  it.each<[string, Partial<Parameters<typeof verifyWebhook>[0]>]>([
    ['whose body was changed', { body: body.replace('Created', 'Deleted') }],
    ['whose body was parsed and written again', { body: JSON.stringify(JSON.parse(body), null, 1) }],
    ['with the secret of another webhook', { secret: 'other' }],
    ['without a signature', { signature: undefined }],
    ['with an empty header', { signature: '' }],
    ['with half a signature', { signature: signature.slice(0, 32) }],
    ['with more than a signature', { signature: `${signature}00` }],
    ['with something else in the header', { signature: 'z'.repeat(64) }],
    ['with one digit changed', { signature: signature.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) }],
  ])('%s', async (_, change) => {
    expect(await verifyWebhook({ body, signature, secret, ...change })).toBe(false);
  });

  it('loudly where there is no secret to compare with', async () => {
    await expect(verifyWebhook({ body, signature, secret: '' })).rejects.toThrow(ValidationError);
  });
});

describe('the event of a delivery', () => {
  const signed = (text: string) => ({
    body: text,
    signature: createHmac('sha256', secret).update(text).digest('hex'),
    secret,
  });

  it('is read where the signature is right', async () => {
    const text = '{"event":"taskCreated","webhook_id":"4b67","task_id":"86c1x9k2p"}';
    expect(await readWebhook(signed(text))).toMatchObject({ event: 'taskCreated', task_id: '86c1x9k2p' });
  });

  it.each([
    [
      'a signature of something else',
      { ...signed('{}'), body: '{"event":"taskCreated","webhook_id":"4b67"}' },
      'signature',
    ],
    ['no JSON', signed('event=taskCreated'), 'body'],
    ['no event', signed('{"webhook_id":"4b67"}'), 'body'],
    ['a list', signed('[]'), 'body'],
  ])('is refused with %s', async (_, delivery, parameter) => {
    await expect(readWebhook(delivery)).rejects.toMatchObject({ code: 'INVALID_PARAMETER', details: { parameter } });
  });
});

it('the names of events are those that ClickUp sends', () => {
  const names: WebhookEventName[] = [
    'taskDueDateUpdated',
    'taskTimeTrackedUpdated',
    'taskCommentPosted',
    'keyResultUpdated',
  ];
  expect(names.filter((name) => !webhookEvents.has(name))).toEqual([]);
  expectTypeOf<'taskExploded'>().not.toExtend<WebhookEvent['event']>();
});
