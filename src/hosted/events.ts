import { notifySafely } from '../runtime/notify.js';
import type { AccessConfig } from './access/access-config.js';
import type { AccessKind, TenantRow } from './store/rows.js';

/** Why what somebody shows opens nothing. */
export type Refusal = 'missing' | 'unknown' | 'revoked' | 'expired' | 'second factor' | 'address' | 'disconnected';

/**
 * Why a request was turned away.
 *
 * @example
 * const isAttack = (reason: RefusalReason) => reason === 'unknown' || reason === 'address limit';
 */
export type RefusalReason =
  | Refusal
  | 'scope'
  | 'call limit'
  | 'address limit'
  | 'origin'
  | 'audit'
  | 'sign-in'
  | 'token';

type Ids<Names extends string> = { readonly [Name in Names]: string };

type OfAccess = Record<`${AccessKind}_created`, Ids<'id' | 'actor' | 'grant'> & { config: AccessConfig }> &
  Record<`${AccessKind}_narrowed`, Ids<'id' | 'actor'> & { config: AccessConfig }> &
  Record<`${AccessKind}_${'rotated' | 'revoked'}`, Ids<'id' | 'actor'>>;

/**
 * What is said of each thing that happens: ids and figures, never contents or secrets. All but `refused` and the calls that
 * only read are in the audit too.
 *
 * @example
 * const outcomeOf = ({ tool, outcome }: HostedEvents['call_ended']) => `${tool}: ${outcome}`;
 */
export interface HostedEvents extends OfAccess {
  sign_in: Ids<'person'>;
  disconnect: Ids<'person' | 'grant'>;
  /** ClickUp does not accept the token of a grant any more. */
  grant_needs_reauth: Ids<'grant'>;
  /** A token does not open with the keys that there are. */
  grant_unreadable: Ids<'grant'>;
  consent: Ids<'person' | 'client'> & { scopes: readonly string[] };
  consent_revoked: Ids<'person' | 'client' | 'actor'>;
  token_revoked: Ids<'grant'> & { client: string | null };
  /** A code or refresh token was used twice. */
  token_reuse: Ids<'grant'> & { client: string | null };
  settings_changed: Pick<TenantRow, 'allow_links' | 'open_links' | 'write_deletes'> & Ids<'actor'>;
  links_allowed: Ids<'actor'> & { allow_links: boolean };
  new_country: Ids<'access' | 'name' | 'actor' | 'country'>;
  new_client: Ids<'access' | 'name' | 'actor' | 'client'>;
  /** A call that writes begins. */
  call_intended: Ids<'tool' | 'access' | 'actor' | 'request' | 'arguments'> & {
    ids: Readonly<Record<string, unknown>>;
    client?: string;
    trace?: string;
    dry_run?: true;
  };
  /** A call ended: `outcome` is `ok` or the code of its error, `duration` milliseconds. */
  call_ended: Ids<'tool' | 'access' | 'actor' | 'request' | 'outcome'> & { duration: number };
  /** Somebody was turned away, at this route. */
  refused: Ids<'at' | 'request'> & { reason: RefusalReason };
}

/** Events that are in the audit. */
export type AuditedEvent = Exclude<keyof HostedEvents, 'refused'>;

/**
 * Something that happened: a sign-in, a link that was made, a call that began or ended, a refusal.
 *
 * @example
 * const onEvent = (happened: HostedEvent) => {
 *   if (happened.event === 'refused') console.warn(happened.data.reason, happened.data.at);
 * };
 */
export type HostedEvent = {
  [Event in keyof HostedEvents]: {
    event: Event;
    /** The Workspace; of a refusal only where it is known. */
    teamId: Event extends 'refused' ? string | undefined : string;
    data: Readonly<HostedEvents[Event]>;
  };
}[keyof HostedEvents];

/** Tells the program around of an event. */
export type Tell = (event: HostedEvent) => void;

/** Tells a listener, whose failure is its own. */
export const telling = (onEvent: Tell | undefined): Tell =>
  onEvent ? (event) => notifySafely(() => onEvent(event)) : () => undefined;
