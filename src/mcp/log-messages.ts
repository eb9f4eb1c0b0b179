import type { Envelope } from '../runtime/envelope.js';
import type { ErrorType } from '../runtime/errors.js';
import type { CallExtra } from './direct-calls.js';

/** From the least severe to the most. @see https://modelcontextprotocol.io/specification/2025-11-25/server/utilities/logging */
const levels = ['debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency'];

/** How bad it is that a call failed: what a caller can mend is a notice. */
const severity: Readonly<Record<ErrorType, string>> = {
  VALIDATION: 'notice',
  NOT_FOUND: 'notice',
  RATE_LIMIT: 'warning',
  AUTH: 'error',
  API_ERROR: 'error',
};

/** Tells a client that asked for log messages what became of a call: names and figures, never ids or contents. */
export function logCall(envelope: Envelope, { notify }: Pick<CallExtra, 'notify'>, least: string): void {
  const { tool_name: tool, execution_time_ms: ms, retry, debug } = envelope.metadata;
  const say = (level: string, data: object) => {
    if (levels.includes(least) && levels.indexOf(level) >= levels.indexOf(least))
      notify('notifications/message', { level, logger: 'clickup-tools', data });
  };
  if (retry) say('warning', { event: 'retried', tool, ...retry });
  if (!envelope.success) say(severity[envelope.error.type], { event: 'failed', tool, code: envelope.error.code, ms });
  else say('debug', { event: 'answered', tool, ms, ...(debug && { requests: debug.api_summary.total_calls }) });
}
