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

export const withoutSecrets = (line: string): string => secrets.reduce((text, form) => text.replace(form, '***'), line);

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

const toStderr = (line: string): void => {
  process.stderr.write(line);
};
