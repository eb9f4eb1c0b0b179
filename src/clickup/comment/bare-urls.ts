const URL_RUN = /https?:\/\/[^\s<>"`\\]+/iy;
/** What ends a sentence or a style, and no address. */
const TRAILING = /[.,;:!?*_~']/;

/**
 * The address that begins at `index` of a text, as GitHub's Markdown links it: parentheses and brackets belong to it as far
 * as they are balanced, punctuation at its end does not. See https://github.github.com/gfm/#autolinks-extension-
 */
export function bareUrlAt(text: string, index: number): string | undefined {
  if (/[\p{L}\p{N}]/u.test(text[index - 1] ?? '')) return undefined;
  URL_RUN.lastIndex = index;
  const run = URL_RUN.exec(text)?.[0];
  if (run === undefined) return undefined;
  const length = endOf(run);
  return length > run.indexOf('//') + 2 ? run.slice(0, length) : undefined;
}

function endOf(run: string): number {
  const open = { ')': 0, ']': 0 };
  let end = run.length;
  for (let at = 0; at < end; at++) {
    const char = run[at];
    if (char === '(') open[')']++;
    else if (char === '[') open[']']++;
    else if (char === ')') open[')']--;
    // A bracket that was opened before the address closes what the address stands in.
    else if (char === ']' && --open[']'] < 0) end = at;
  }
  for (; end > 0; end--) {
    const last = run[end - 1] ?? '';
    if (last === ')' && open[')'] < 0) open[')']++;
    else if (!TRAILING.test(last)) break;
  }
  return end;
}
