import type { AuthAccess, AuthPerson, AuthWorkspace } from '../../generated/contracts.js';
import type { Context } from './context.js';

/** Access to ClickUp that a server keeps for somebody, as the tools of sign-in see it. */
export interface Auth {
  state(): Promise<'ok' | 'needs_reauth' | 'unreadable'>;
  person(): Promise<AuthPerson>;
  readonly workspace: AuthWorkspace;
  /** What the call came with. */
  readonly access: AuthAccess;
  /** Where the person signs in. */
  readonly signInUrl: string;
  /** Deletes the token, and everything that uses it. */
  signOut(): Promise<void>;
}

/** Of the person whose access the call has; the tools are not offered where there is none. */
export const authOf = ({ services }: Pick<Context, 'services'>): Auth => services.auth as Auth;
