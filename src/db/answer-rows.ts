import { columnTypes } from './column-types.js';

/** A column of an answer: its name, and how its bytes are read. */
interface Column {
  name: string;
  read(bytes: Buffer, start: number, end: number): unknown;
}

/** What a database says that refuses a statement, as drivers put it on their errors. */
export interface Refusal {
  message: string;
  code?: string | undefined;
  detail?: string | undefined;
  constraint?: string | undefined;
}

const [rowDescription, dataRow, commandComplete, errorResponse] = [...'TDCE'].map((code) => code.charCodeAt(0));

/**
 * The rows of an answer in PostgreSQL's protocol, read straight from its bytes: of a report with thousands of them, to make text of
 * each field first takes longer than the statement. https://www.postgresql.org/docs/15/protocol-message-formats.html
 */
export function readAnswer<Row extends object>(answer: Uint8Array): { rows: Row[]; refusal: Refusal | undefined } {
  const bytes = Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength);
  // A script has an answer for each of its statements: the last counts.
  let rows: Row[] = [];
  let found: Row[] = [];
  let columns: Column[] = [];
  let refusal: Refusal | undefined;
  for (let at = 0; at < bytes.length; ) {
    const code = bytes[at];
    const body = at + 5;
    if (code === dataRow) found.push(rowAt<Row>(bytes, body, columns));
    else if (code === rowDescription) columns = columnsAt(bytes, body);
    else if (code === commandComplete) [rows, found] = [found, []];
    else if (code === errorResponse) refusal ??= refusalAt(bytes, body);
    at += 1 + bytes.readInt32BE(at + 1);
  }
  return { rows, refusal };
}

function rowAt<Row extends object>(bytes: Buffer, body: number, columns: readonly Column[]): Row {
  const row: Record<string, unknown> = {};
  // After how many fields there are.
  let at = body + 2;
  for (const { name, read } of columns) {
    const length = bytes.readInt32BE(at);
    at += 4;
    row[name] = length < 0 ? null : read(bytes, at, at + length);
    if (length > 0) at += length;
  }
  return row as Row;
}

function columnsAt(bytes: Buffer, body: number): Column[] {
  let at = body + 2;
  return Array.from({ length: bytes.readInt16BE(body) }, () => {
    const end = bytes.indexOf(0, at);
    const name = bytes.toString('utf8', at, end);
    // Table and column come before the type; size, modifier and format after it.
    const type = bytes.readUInt32BE(end + 7);
    at = end + 19;
    return { name, read: readers[type] ?? readerOf(columnTypes[type]) };
  });
}

/** The fields of an error that are used, by the letter that says which it is. */
const told: Readonly<Record<string, keyof Refusal>> = { M: 'message', C: 'code', D: 'detail', n: 'constraint' };

function refusalAt(bytes: Buffer, body: number): Refusal {
  const refusal: Refusal = { message: '' };
  for (let at = body; bytes[at] !== 0; ) {
    const end = bytes.indexOf(0, at);
    const field = told[String.fromCharCode(bytes[at]!)];
    if (field) refusal[field] = bytes.toString('utf8', at + 1, end);
    at = end + 1;
  }
  return refusal;
}

const textOf: Column['read'] = (bytes, start, end) => bytes.toString('utf8', start, end);
const readerOf = (read: ((text: string) => unknown) | undefined): Column['read'] =>
  read ? (bytes, start, end) => read(bytes.toString('utf8', start, end)) : textOf;

/** More digits than this may be more than a number holds. */
const safeDigits = 15;

const whole: Column['read'] = (bytes, start, end) => {
  if (end - start > safeDigits) return columnTypes[20]!(bytes.toString('latin1', start, end));
  const isNegative = bytes[start] === 45;
  let value = 0;
  for (let at = isNegative ? start + 1 : start; at < end; at++) value = value * 10 + bytes[at]! - 48;
  return isNegative ? -value : value;
};
const real = readerOf(Number);
const truth: Column['read'] = (bytes, start) => bytes[start] === 116;
const binary = readerOf((text) => Buffer.from(text.slice(2), 'hex'));

/**
 * By the number of the type; all others are read by `columnTypes`, or as text.
 * https://github.com/postgres/postgres/blob/REL_15_STABLE/src/include/catalog/pg_type.dat
 */
const readers: Readonly<Record<number, Column['read']>> = {
  16: truth,
  17: binary,
  20: whole,
  21: whole,
  23: whole,
  26: whole,
  700: real,
  701: real,
  1000: readerOf((text) => elementsOf(text, (each) => each === 't')),
  ...Object.fromEntries([1005, 1007, 1021, 1022].map((type) => [type, readerOf((text) => elementsOf(text, Number))])),
  ...Object.fromEntries(
    [199, 1002, 1003, 1009, 1014, 1015, 1016, 1028, 1115, 1182, 1185, 1231, 2951, 3807].map((type) => [
      type,
      readerOf((text) => elementsOf(text, (each) => each)),
    ]),
  ),
};

type Elements = (unknown | Elements)[];

/** An array as PostgreSQL writes it. https://www.postgresql.org/docs/15/arrays.html#ARRAYS-IO */
function elementsOf(text: string, read: (element: string) => unknown): Elements {
  const all: Elements = [];
  const open: Elements[] = [all];
  // What comes before the braces, as [2:3]=, says where its numbers begin.
  for (const [token, quoted] of text.slice(text.indexOf('{')).matchAll(/[{}]|"((?:[^"\\]|\\.)*)"|[^{},"]+/gs)) {
    const within = open.at(-1)!;
    if (token === '{') {
      const inner: Elements = [];
      within.push(inner);
      open.push(inner);
    } else if (token === '}') open.pop();
    else if (quoted !== undefined) within.push(read(quoted.replace(/\\(.)/gs, '$1')));
    else within.push(token === 'NULL' ? null : read(token));
  }
  return all[0] as Elements;
}
