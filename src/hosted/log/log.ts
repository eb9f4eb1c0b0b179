import { pino } from 'pino';
import type { LogLevel } from '../settings/hosted-settings.js';

/** Figures and ids of a line; never contents. */
export interface LogMetadata {
  requestId?: string;
  /** The Workspace. */
  teamId?: string;
  /** Milliseconds. */
  duration?: number;
  [name: string]: unknown;
}

/** Writes lines of JSON: `timestamp`, `level`, `message`, `metadata`. */
export type Log = Record<Exclude<LogLevel, 'silent'>, (message: string, metadata?: LogMetadata) => void>;

/** The forms of secrets. Rather too much is hidden than too little. */
const secrets: readonly RegExp[] = [
  /cu[a-z]_[\w-]{16,}/g,
  /pk_\w{8,}/g,
  /eyJ[\w-]+(\.[\w-]+)+/g,
  /(?<=Bearer )[\w.~+/=-]+/gi,
  /(?<=\/\/)[^\s"/@]*:[^\s"/@]*(?=@)/g,
  // The id of a trace has that form too, and is for everybody.
  /(?<!"trace_id":"(?=[\da-f]{32}"))\b(?=\w*\d)\w{24,}\b/g,
];

/** What none of them is without; most lines have none of it, and are looked through once. */
const mayHoldOne = /cu[a-z]_|pk_|eyj|bearer |\/\/|\w{24}/i;

export const withoutSecrets = (line: string): string =>
  mayHoldOne.test(line) ? secrets.reduce((text, form) => text.replace(form, '***'), line) : line;

/** A log on stderr, or where `write` puts it. Secrets are taken out of the finished line, wherever they came from. */
export function createLog(level: LogLevel, write: (line: string) => void = toStderr): Log {
  const logger = pino(
    {
      level,
      base: null,
      messageKey: 'message',
      nestedKey: 'metadata',
      timestamp: () => `,"timestamp":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label.toUpperCase() }) },
    },
    { write: (line: string) => write(withoutSecrets(line)) },
  );
  const at =
    (name: keyof Log) =>
    (message: string, metadata: LogMetadata = {}) =>
      logger[name](metadata, message);
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}

let stderr: ReturnType<typeof pino.destination> | undefined;

/**
 * Without waiting: where the disk is busy, as while a database syncs on it, a line that is waited for holds up every call
 * of the process. What is not written yet is when it ends.
 */
const toStderr = (line: string): void => {
  stderr ??= pino.destination({ dest: process.stderr.fd, sync: false });
  stderr.write(line);
};
