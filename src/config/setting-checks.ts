import { statSync } from 'node:fs';
import { policyEffects } from '../policy/policy.js';

/** The words of a list, which commas or spaces part. */
export const wordsOf = (text: string | undefined): string[] | undefined => text?.split(/[\s,]+/).filter(Boolean);

/** The names of a list, which commas part. */
export const namesOf = (text: string): string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);

export function isNames(text: string): boolean {
  return namesOf(text).length > 0;
}

export function isEffects(text: string): boolean {
  const words = wordsOf(text.toLowerCase()) ?? [];
  return words.length > 0 && words.every((word) => policyEffects.some((effect) => effect === word));
}

/** At least one word that a tool or a toolset may have. */
export function isWords(text: string): boolean {
  return /^[\s,]*[\w*-]+([\s,]+[\w*-]+)*[\s,]*$/.test(text);
}

export function isSwitch(text: string): boolean {
  return /^(true|1|yes|on|false|0|no|off)$/i.test(text);
}

/** A path through a file, or one that is too long, is no folder either. */
export function isFolder(path: string): boolean {
  return kindOf(path) === 'folder';
}

export function isNoFile(path: string): boolean {
  return path.trim() !== '' && kindOf(path) !== 'file';
}

function kindOf(path: string): 'folder' | 'file' | undefined {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'file';
  } catch {
    return undefined;
  }
}
