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

/** Edit distance that counts a swap of neighbours as one. */
const distance = (a: string, b: string): number => {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const edit = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + same);
      row.push(swapped ? Math.min(edit, rows[i - 2]![j - 2]! + 1) : edit);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
};

/** The known word most like the wanted one, as `; did you mean "x"?`, or nothing where none is close. */
export const didYouMean = (wanted: string, known: Iterable<string>): string => {
  const lower = wanted.toLowerCase();
  const ranked = [...known]
    .map((word) => ({ word, off: word.toLowerCase().includes(lower) ? 1 : distance(lower, word.toLowerCase()) }))
    .sort((a, b) => a.off - b.off || (a.word < b.word ? -1 : 1));
  const best = ranked[0];
  return best && best.off <= Math.max(2, Math.ceil(wanted.length / 3)) ? `; did you mean "${best.word}"?` : '';
};
