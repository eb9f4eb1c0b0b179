import type { Environment } from '../config/setting.js';

const levels = ['debug', 'info', 'warn', 'error'] as const;
type Level = (typeof levels)[number];

export type Log = (level: Level, module: string, message: string, more?: object) => void;

/** Writes a line of JSON for what a server did, from LOG_LEVEL on; stdout belongs to answers. */
export function createLog({ LOG_LEVEL }: Environment, write: (line: string) => void): Log {
  const wanted = LOG_LEVEL?.trim().toLowerCase();
  const least = levels.indexOf(wanted as Level);
  return (level, module, message, more) => {
    if (wanted === 'silent' || levels.indexOf(level) < (least < 0 ? 1 : least)) return;
    write(`${JSON.stringify({ time: new Date().toISOString(), level, module, message, ...more })}\n`);
  };
}
