import type { Option } from './config.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The programs that read the environment. */
export const programs = ['clickup-mcp', 'clickup-tools'] as const;
export type Program = (typeof programs)[number];

/** One environment variable: what it sets, what it takes, and what the reference says of it. */
export interface Setting<Name = Option> {
  /** The option of `createClickUp` that it sets, or one of the programs alone. */
  option: Name;
  name: string;
  /** Other names for it. */
  aliases?: readonly string[];
  /** Words with commas or spaces between; what its other names hold comes on top. */
  isList?: true;
  /** The words that it takes, where these are few. */
  words?: readonly string[];
  /** What holds without it, in words. */
  fallback: string | Record<Program, string>;
  /** What to set it to, for the error. */
  takes: string;
  isFine(text: string): boolean;
  /** Never repeat the value, not even in part. */
  secret?: true;
  /** Belongs to a ClickUp account, which a sandbox replaces. */
  ofAccount?: true;
  /** The programs that read it; default: all. */
  programs?: readonly Program[];
}

/** What holds without a setting, in a program or in all. */
export function fallbackOf({ fallback }: Setting<string>, program?: Program): string {
  if (typeof fallback === 'string') return fallback;
  if (program) return fallback[program];
  return programs.map((each) => `${fallback[each]} in ${each}`).join('; ');
}
