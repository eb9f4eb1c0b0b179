import type { Running } from '../mcp/http/session.js';
import type { SendCommand } from '../node/redis.js';
import type { Clock } from '../runtime/clock.js';
import type { ReadFile } from '../runtime/context.js';
import type { Transport } from '../runtime/transport.js';
import type { Offer } from './access/offer.js';
import type { Uses } from './access/uses.js';
import type { Audit } from './audit/audit.js';
import type { AuditedEvent, HostedEvents, Tell } from './events.js';
import type { HeldRefusals } from './http/held-refusals.js';
import type { Log } from './log/log.js';
import type { Metrics } from './metrics/metrics.js';
import type { CallLimits } from './nodes/call-limits.js';
import type { Nodes } from './nodes/nodes.js';
import type { HostedSettings } from './settings/hosted-settings.js';
import type { Recent } from './store/recent.js';
import type { Found, Store } from './store/store.js';
import type { Tracing } from './tracing/tracing.js';
import type { DerivedKeys } from './vault/derived-keys.js';
import type { Vault } from './vault/vault.js';

/** What every part of the server stands on. */
export interface Deps {
  readonly version: string;
  readonly settings: HostedSettings;
  readonly store: Store;
  readonly vault: Vault;
  readonly keys: DerivedKeys;
  readonly clock: Clock;
  /** The way to ClickUp. */
  readonly transport: Transport;
  /** Reads the document of an OAuth client from a public address. */
  readonly readDocument: ReadFile;
  readonly log: Log;
  readonly audit: Omit<Audit, 'record'> & {
    /** Adds an entry; it is kept once the promise is fulfilled. */
    record<Event extends AuditedEvent>(tenant: string, event: Event, data: HostedEvents[Event]): Promise<void>;
  };
  /** Tells the program around, if it listens. */
  readonly tell: Tell;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  /** Ways in that were looked up a moment ago, by the hash of their secret. */
  readonly callers: Recent<Found>;
  /** ClickUp tokens that were opened a moment ago, by their grant. */
  readonly tokens: Recent<string>;
  readonly uses: Uses;
  readonly offer: Offer;
  /** Puts advice of the tools into the words of this server. */
  readonly words: (text: string) => string;
  /** Other nodes, and the Redis that they share, with the first letters of all keys there. */
  readonly nodes: Nodes;
  readonly redis?: { readonly send: SendCommand; readonly prefix: string } | undefined;
  /** Messages of MCP that are being answered by this process. */
  readonly running: Running;
  readonly callLimits: CallLimits;
  /** Slows down who calls on without heeding them. */
  readonly heldRefusals: HeldRefusals;
}
