/** Text in a page: nothing in it is taken for HTML or for a template. */
export const prose = (text: string): string =>
  text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part : part.replaceAll('<', '&lt;').replaceAll('{{', '{&#123;')))
    .join('');

/** Text in a cell of a table. */
export const cell = (text: string): string =>
  prose(text)
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('|', '\\|');

/** A value as inline code in a cell: JSON, a backtick inside it made harmless. */
export const codeCell = (value: unknown): string =>
  `\`${(JSON.stringify(value) ?? '').replaceAll('`', "'").replaceAll('|', '\\|')}\``;

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** JSON with two spaces a level; a short list of scalars stays on one line, as people write it. */
export const pretty = (value: unknown, margin = ''): string => {
  if (isScalar(value)) return JSON.stringify(value);
  const entries = Object.entries(value as object).filter(([, item]) => item !== undefined);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  if (entries.length === 0) return `${open}${close}`;
  if (Array.isArray(value) && value.every(isScalar)) {
    const line = `[${value.map((item) => JSON.stringify(item)).join(', ')}]`;
    if (margin.length + line.length <= 90) return line;
  }
  const inner = `${margin}  `;
  const lines = entries.map(([key, item]) => {
    const label = Array.isArray(value) ? '' : `${JSON.stringify(key)}: `;
    return `${inner}${label}${pretty(item, inner)}`;
  });
  return `${open}\n${lines.join(',\n')}\n${margin}${close}`;
};

/** A first word in lower case, unless it is a name or an abbreviation. */
export const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** `1 item`, `2 items`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** `a, b and c`. */
export const listed = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;

const lineCount = (value: unknown): number => pretty(value).split('\n').length;

interface Cut {
  value: unknown;
  /** How many items of how many were left out, by path. */
  left: Map<string, { out: number; of: number }>;
}

const cutLists = (value: unknown, path: string, keep: number, left: Cut['left']): unknown => {
  if (Array.isArray(value)) {
    // What a page is about stays: of calls made and of values allowed, only very many are left out.
    const most = path.startsWith('data') ? keep : Math.max(keep, 10);
    const [kept, out] = [value.slice(0, most), Math.max(0, value.length - most)];
    if (out > 0) {
      const before = left.get(path) ?? { out: 0, of: 0 };
      left.set(path, { out: before.out + out, of: before.of + value.length });
    }
    return kept.map((item) => cutLists(item, `${path}[]`, keep, left));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, cutLists(item, path ? `${path}.${key}` : key, keep, left)]),
  );
};

const isLong = (value: unknown): boolean => Array.isArray(value) || (typeof value === 'object' && value !== null);

/** Shortens the lists of an answer, the longest allowance first, until it fits; says which items a page leaves out. */
export const shorten = (value: unknown, maxLines: number): { value: unknown; leftOut: string } => {
  let cut: Cut = { value, left: new Map() };
  for (const keep of [10, 5, 3, 2, 1]) {
    if (!isLong(cut.value) || lineCount(cut.value) <= maxLines) break;
    const left: Cut['left'] = new Map();
    cut = { value: cutLists(value, '', keep, left), left };
  }
  const parts = [...cut.left].map(([path, { out, of }]) => `${out} of ${of} items of \`${path}\``);
  return {
    value: cut.value,
    leftOut: parts.length === 0 ? '' : `Left out of this page, not of the answer: ${listed(parts)}.`,
  };
};
