import { nearest } from '../../src/runtime/nearest.js';

/** One thing wrong with the manifest; `line` is 1-based. */
export interface Problem {
  file: string;
  line: number;
  message: string;
}

/** Everything found wrong in one go; the message has a line `file:line: problem` for each. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'));
    this.problems = problems;
  }
}

/** Says what is wrong at a place of the manifest: a path of keys inside the entry, and the text. */
export type Report = (path: readonly (string | number)[], message: string) => void;

/** The known word most like the wanted one, as `; did you mean "x"?`, or nothing where none is close. */
export const didYouMean = (wanted: string, known: Iterable<string>): string => {
  const near = nearest(wanted, [...known]);
  return near === undefined ? '' : `; did you mean "${near}"?`;
};
