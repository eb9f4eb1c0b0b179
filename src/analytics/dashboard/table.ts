import { strToU8, zipSync } from 'fflate';

export type Cell = string | number | null;

/** A column of a table; of a number, how many decimals a page shows. */
export interface Column {
  key: string;
  label: string;
  decimals?: number;
  /** Never breaks into lines. */
  isShort?: boolean;
  /** Where a page leads to from it. */
  link?: (row: Record<string, Cell>) => string;
  /** Only in what is downloaded. */
  isDetail?: boolean;
}

/** Figures as a page shows them and as they are downloaded. */
export interface Table {
  columns: Column[];
  rows: Record<string, Cell>[];
}

/** As RFC 4180 has it. What a spreadsheet would take for a formula becomes text. */
export function csvOf({ columns, rows }: Table): string {
  const lines = [columns.map(({ label }) => label), ...rows.map((row) => columns.map(({ key }) => row[key] ?? null))];
  // The mark at the beginning tells Excel that this is UTF-8.
  return `\uFEFF${lines.map((line) => line.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** https://owasp.org/www-community/attacks/CSV_Injection */
function csvCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relationships = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** A workbook of one sheet, its first row held in view: ECMA-376, whose least parts these are. */
export function xlsxOf({ columns, rows }: Table, title: string): Uint8Array {
  const lines = [
    columns.map(({ label }): Cell => label),
    ...rows.map((row) => columns.map(({ key }) => row[key] ?? null)),
  ];
  const sheetRows = lines.map(
    (line, row) => `<row r="${row + 1}">${line.map((cell, column) => xlsxCell(cell, row, column)).join('')}</row>`,
  );
  // A sheet's name has at most 31 characters, and none of these.
  const name = escaped(title.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31));
  const files = {
    '[Content_Types].xml': `${xmlHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    '_rels/.rels': `${xmlHead}<Relationships xmlns="${relationships}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${xmlHead}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${xmlHead}<Relationships xmlns="${relationships}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `${xmlHead}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>${sheetRows.join('')}</sheetData></worksheet>`,
  };
  // The same figures give the same bytes: no time of writing.
  const mtime = new Date(1980, 0, 1);
  return zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, [strToU8(text), { mtime }]])));
}

function xlsxCell(value: Cell, row: number, column: number): string {
  if (value === null) return '';
  const place = `${columnName(column)}${row + 1}`;
  if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`;
  return `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
}

/** A, B ... Z, AA, AB ... */
const columnName = (index: number): string =>
  (index >= 26 ? columnName(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));

const escaped = (text: string): string =>
  text
    // XML has no place for these.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
