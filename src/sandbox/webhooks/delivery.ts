import type { Change, Context, SandboxEvent } from '../context.js';
import { presentHistory } from '../present/history.js';
import type { State } from '../state/index.js';
import type { WebhookRow } from '../state/webhooks.js';
import { pause } from '../wait.js';
import { withCompanions } from './companions.js';
import { subscribers } from './events.js';
import { deliverable, type WebhookOptions } from './policy.js';

/** https://developer.clickup.com/docs/webhookhealth */
const ATTEMPTS = 5;
const FAILURES_TO_SUSPEND = 100;
/** Answers by which a receiver has itself suspended at once. */
const unwelcome: ReadonlySet<number> = new Set([401, 410]);
const SECONDS_7 = 7000;

/**
 * What became of one event on its way to one endpoint.
 *
 * @example
 * await sandbox.webhooks.settled();
 * const lost = sandbox.webhooks.deliveries.filter(({ delivered }: Delivery) => !delivered);
 */
export interface Delivery {
  readonly webhookId: string;
  readonly event: string;
  readonly endpoint: string;
  /** The body as it was signed and sent. */
  readonly body: string;
  readonly signature: string;
  /** HTTP status of each attempt; 0 where there was no answer. Empty where nothing is sent to the host: see `allow`. */
  readonly attempts: readonly number[];
  readonly delivered: boolean;
}

/** Hex HMAC-SHA256 of the raw body. https://developer.clickup.com/docs/webhooksignature */
async function signatureOf(secret: string, body: string): Promise<string> {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes(secret), algorithm, false, ['sign']);
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes(body)));
  return [...mac].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Sends events to webhooks, for each endpoint in order, and counts its health. */
export class WebhookDelivery {
  /** The latest deliveries, oldest first. */
  readonly log: Delivery[] = [];
  /** One change has one id in every event that tells of it: receivers know by it what they had already. */
  private readonly historyIds = new WeakMap<Change, string>();
  private queues = new Map<string, Promise<void>>();
  private stop = new AbortController();

  constructor(
    private readonly state: State,
    private readonly options: WebhookOptions,
  ) {}

  /** Queues an event for every webhook that wants it; a listener of the engine. */
  readonly listen = (event: SandboxEvent, ctx: Context): void => {
    for (const one of withCompanions(this.state, event)) this.queue(one, ctx);
  };

  private queue(event: SandboxEvent, ctx: Context): void {
    const hooks = subscribers(ctx, event);
    if (hooks.length === 0) return;
    const history = presentHistory(ctx, event, (change) => this.historyId(change, ctx));
    for (const hook of hooks) {
      const items = history.length > 0 && event.event !== 'taskDeleted' ? { history_items: history } : {};
      const data = event.data ? { data: event.data } : {};
      const body = JSON.stringify({ event: event.event, ...items, ...event.ids, ...data, webhook_id: hook.id });
      const { signal } = this.stop;
      for (let times = ctx.deliverTwice ? 2 : 1; times > 0; times--) {
        const before = this.queues.get(hook.id) ?? Promise.resolve();
        this.queues.set(
          hook.id,
          before.then(() => this.deliver(hook.id, event.event, body, signal)),
        );
      }
    }
  }

  private historyId(change: Change, ctx: Context): string {
    const id = this.historyIds.get(change) ?? ctx.ids.timer();
    this.historyIds.set(change, id);
    return id;
  }

  /** Resolves when everything that was queued is delivered or given up. */
  async settled(): Promise<void> {
    for (let seen = -1; seen !== this.queues.size; ) {
      seen = this.queues.size;
      await Promise.all(this.queues.values());
    }
  }

  /** Gives up what is under way and forgets the log. */
  clear(): void {
    this.stop.abort();
    this.stop = new AbortController();
    this.queues = new Map();
    this.log.length = 0;
  }

  private async deliver(id: string, event: string, body: string, stopped: AbortSignal): Promise<void> {
    const hook = this.state.webhooks.get(id);
    if (stopped.aborted || !hook || hook.status === 'suspended') return;
    const signature = await signatureOf(hook.secret, body);
    const attempts: number[] = [];
    const reachable = deliverable(hook.endpoint, this.options);
    let wait = this.options.retryDelay ?? 250;
    while (reachable && attempts.length < ATTEMPTS) {
      attempts.push(await this.attempt(hook, body, signature, stopped));
      const status = attempts.at(-1) ?? 0;
      if (stopped.aborted || succeeded(status) || unwelcome.has(status)) break;
      if (attempts.length < ATTEMPTS) await pause(wait, stopped).catch(() => undefined);
      wait *= 2;
    }
    if (stopped.aborted) return;
    const last = attempts.at(-1) ?? 0;
    this.log.push({
      webhookId: id,
      event,
      endpoint: hook.endpoint,
      body,
      signature,
      attempts,
      delivered: succeeded(last),
    });
    if (this.log.length > 1000) this.log.shift();
    // Whether another host would have taken it, nobody knows.
    if (reachable) this.count(id, last);
  }

  /** One attempt; its HTTP status, 0 when there was no answer in time. */
  private async attempt(hook: WebhookRow, body: string, signature: string, stopped: AbortSignal): Promise<number> {
    const send = this.options.fetch ?? globalThis.fetch;
    const signal = AbortSignal.any([stopped, AbortSignal.timeout(this.options.timeout ?? SECONDS_7)]);
    const headers = { 'content-type': 'application/json', 'x-signature': signature };
    try {
      // Not followed: a redirect is no success, and must not lead away from the hosts that are allowed.
      const response = await send(hook.endpoint, { method: 'POST', headers, body, signal, redirect: 'manual' });
      await response.body?.cancel();
      return response.status;
    } catch {
      return 0;
    }
  }

  private count(id: string, status: number): void {
    const hook = this.state.webhooks.get(id);
    if (!hook) return;
    if (succeeded(status)) {
      if (hook.status !== 'active' || hook.failCount > 0)
        this.state.webhooks.patch(id, { status: 'active', failCount: 0 });
      return;
    }
    const failCount = hook.failCount + 1;
    const suspended = unwelcome.has(status) || failCount >= FAILURES_TO_SUSPEND;
    this.state.webhooks.patch(id, { failCount, status: suspended ? 'suspended' : 'failing' });
  }
}

const succeeded = (status: number): boolean => status >= 200 && status < 300;
