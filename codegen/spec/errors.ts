/** Something wrong with a document or overlay we read; the message starts with the file and the JSON pointer inside it. */
export class SpecError extends Error {
  readonly file: string;
  readonly pointer: string;

  constructor(file: string, pointer: string, problem: string, options?: ErrorOptions) {
    super(`${file}#${pointer}: ${problem}`, options);
    this.name = 'SpecError';
    this.file = file;
    this.pointer = pointer;
  }
}

/** The text of anything thrown. */
export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
