import { type ClickUpError, clickUpError } from './errors.js';

/** The error of a deletion that was not confirmed; `message` says what would be lost. */
export const unconfirmed = (message: string, details?: Record<string, unknown>): ClickUpError =>
  clickUpError('CONFIRMATION_REQUIRED', message, {
    suggestion: 'Ask the person, then repeat with confirm: "yes"; dry_run: true shows what would be sent.',
    details: { parameter: 'confirm', allowed_values: ['yes'], ...details },
  });
