import { invalidInput } from '../runtime/errors.js';
import { isPlainObject } from '../runtime/plain-object.js';

/**
 * What a webhook carries to `verifyWebhook`.
 *
 * @example
 * const delivery: WebhookDelivery = { body: '{"event":"taskCreated"}', signature: 'a1b2c3', secret: 'Z0X9' };
 */
export interface WebhookDelivery {
  /** The body as it arrived, before it is parsed: text or bytes. */
  body: string | Uint8Array | ArrayBuffer;
  /** The `X-Signature` header; absent is not signed. */
  signature: string | null | undefined;
  /** What ClickUp answered as `webhook.secret` when the webhook was created. */
  secret: string;
}

/**
 * Whether a delivery comes from ClickUp: `X-Signature` is the hex HMAC-SHA256 of the body with the secret of the webhook.
 * Compares in constant time, on Web Crypto alone. Throws a ValidationError where there is no secret to compare with.
 *
 * @see https://developer.clickup.com/docs/webhooksignature
 * @example
 * async function receive(request: Request): Promise<Response> {
 *   const body = await request.text();
 *   const signature = request.headers.get('X-Signature');
 *   if (!(await verifyWebhook({ body, signature, secret: 'Z0X9' }))) return new Response(null, { status: 403 });
 *   const { event, task_id } = JSON.parse(body) as WebhookEvent;
 *   console.log(event, task_id);
 *   return new Response(null, { status: 200 });
 * }
 */
export async function verifyWebhook({ body, signature, secret }: WebhookDelivery): Promise<boolean> {
  if (!secret) {
    throw invalidInput('verifyWebhook has no secret', {
      suggestion: 'Pass webhook.secret, which ClickUp answers when the webhook is created.',
      parameter: 'secret',
    });
  }
  const given = /^[\da-f]{64}$/i.test(signature ?? '') ? signature?.match(/../g) : undefined;
  if (!given) return false;
  const bytes = (text: string) => new TextEncoder().encode(text);
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes(secret), algorithm, false, ['verify']);
  const expected = Uint8Array.from(given, (pair) => Number.parseInt(pair, 16));
  return crypto.subtle.verify('HMAC', key, expected, typeof body === 'string' ? bytes(body) : new Uint8Array(body));
}

/**
 * The event of a delivery that comes from ClickUp; throws a ValidationError for any other, and for a body that is no event.
 *
 * @see https://developer.clickup.com/docs/webhooktaskpayloads
 * @example
 * async function receive(request: Request): Promise<void> {
 *   const body = await request.text();
 *   const { event, task_id } = await readWebhook({ body, signature: request.headers.get('X-Signature'), secret: 'Z0X9' });
 *   console.log(event, task_id);
 * }
 */
export async function readWebhook(delivery: WebhookDelivery): Promise<WebhookEvent> {
  if (!(await verifyWebhook(delivery))) {
    throw invalidInput('The signature is not that of ClickUp for this body', {
      suggestion: 'Answer 403. If it should be right: verify the body as it arrived, with the secret of this webhook.',
      parameter: 'signature',
    });
  }
  const event = parsed(delivery.body);
  if (isPlainObject(event) && typeof event.event === 'string' && typeof event.webhook_id === 'string') {
    return event as unknown as WebhookEvent;
  }
  throw invalidInput('The body is no event of a webhook', {
    suggestion: 'Pass the body of the request as it arrived.',
    parameter: 'body',
  });
}

function parsed(body: WebhookDelivery['body']): unknown {
  try {
    return JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

type Change = 'Created' | 'Updated' | 'Deleted';
type TaskPart = 'Priority' | 'Status' | 'Assignee' | 'DueDate' | 'Tag' | 'TimeEstimate' | 'TimeTracked' | 'Comment';

/**
 * The events that a webhook can be created for.
 *
 * @see https://developer.clickup.com/docs/webhooks
 * @example
 * const events: WebhookEventName[] = ['taskCreated', 'taskStatusUpdated', 'listDeleted'];
 */
export type WebhookEventName =
  | `${'task' | 'list' | 'folder' | 'space' | 'goal' | 'keyResult'}${Change}`
  | `task${TaskPart}Updated`
  | 'taskMoved'
  | 'taskCommentPosted';

/**
 * The body of a delivery. It names the object that changed; `history_items` say what changed, and are absent where a task
 * was deleted. `date` is Unix ms as text; the same `id` under several events is the same change.
 *
 * @example
 * const changed = ({ event, history_items = [] }: WebhookEvent) =>
 *   history_items.map(({ field, before, after }) => `${event}: ${field} ${before} -> ${after}`);
 */
export interface WebhookEvent {
  event: WebhookEventName;
  webhook_id: string;
  task_id?: string;
  list_id?: string;
  folder_id?: string;
  space_id?: string;
  goal_id?: string;
  history_items?: {
    id: string;
    date: string;
    field: string;
    user: { id: number; username: string; email: string } | null;
    before: unknown;
    after: unknown;
    [detail: string]: unknown;
  }[];
}
