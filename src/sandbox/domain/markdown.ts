const inline: ReadonlyArray<readonly [RegExp, string]> = [
  [/!\[([^\]]*)\]\([^)]*\)/g, '$1'],
  [/\[([^\]]+)\]\([^)]*\)/g, '$1'],
  [/(\*\*|__)(?=\S)(.+?)\1/g, '$2'],
  [/(?<![\w*])\*(?=\S)([^*]+?)\*(?![\w*])/g, '$1'],
  [/(?<![\w_])_(?=\S)([^_]+?)_(?![\w_])/g, '$1'],
  [/~~(.+?)~~/g, '$1'],
  [/`([^`]+)`/g, '$1'],
];

/** The plain text that ClickUp shows for Markdown: marks go, words and line breaks stay. */
export function plainText(markdown: string): string {
  let fenced = false;
  const lines: string[] = [];
  for (const line of markdown.replace(/\r\n/g, '\n').split('\n')) {
    if (/^\s*(```|~~~)/.test(line)) {
      fenced = !fenced;
      continue;
    }
    lines.push(fenced ? line : plainLine(line));
  }
  return lines.join('\n').trim();
}

function plainLine(line: string): string {
  let text = line
    .replace(/^\s{0,3}#{1,6}\s+/, '')
    .replace(/^\s{0,3}>\s?/, '')
    .replace(/^(\s*)[-*+]\s+(\[[ xX]\]\s+)?/, '$1')
    .replace(/^\s{0,3}(-{3,}|\*{3,}|_{3,})\s*$/, '');
  for (const [pattern, replacement] of inline) text = text.replace(pattern, replacement);
  return text;
}
