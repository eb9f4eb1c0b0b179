import type { DryRun, Envelope, Failure } from '../runtime/envelope.js';
import { type ClickUpError, clickUpError } from '../runtime/errors.js';
import { isPlainObject } from '../runtime/plain-object.js';
import type { OnConfirm } from './options.js';

/** Plans a call that has to be confirmed, asks the person, and makes it where they agree. */
async function askAndRun(
  { name, input, refused }: { name: string; input: unknown; refused: Failure },
  run: (input: unknown) => Promise<Envelope>,
  ask: OnConfirm,
): Promise<Envelope> {
  const own = isPlainObject(input) ? input : {};
  const planned = await run({ ...own, confirm: undefined, dry_run: true });
  if (!planned.success) return planned;
  const { dry_run: _, requests: __, confirm_token: token, ...plan } = planned.data as DryRun;
  const answer = await Promise.resolve()
    .then(() => ask({ tool: name, plan }))
    .catch((cause: unknown) => unasked(name, cause));
  if (answer instanceof Error) return { ...refused, error: answer.toBody() };
  if (answer !== true) return { ...refused, error: declined(name).toBody() };
  return run({ ...own, confirm: token });
}

const declined = (name: string): ClickUpError =>
  clickUpError('CANCELLED', `The person who was asked did not agree to ${name}`, {
    suggestion: 'Nothing was sent. Ask them what they want instead; do not repeat the call.',
    details: { declined: true },
  });

const unasked = (name: string, cause: unknown): ClickUpError =>
  clickUpError('CONFIRMATION_REQUIRED', `The person could not be asked about ${name}`, {
    suggestion:
      'Nothing was sent. Ask them yourself; then call with dry_run: true, and again with its confirm_token as confirm.',
    cause,
  });

/** Runs a call; where it has to be confirmed, the person is asked first. */
export async function asking(
  { name, input }: { name: string; input: unknown },
  run: (input: unknown) => Promise<Envelope>,
  ask: OnConfirm,
): Promise<Envelope> {
  const first = await run(input);
  if (first.success || first.error.code !== 'CONFIRMATION_REQUIRED') return first;
  return askAndRun({ name, input, refused: first }, run, ask);
}
