const token = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b/g;

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** JSON text as HTML, with classes for keys, strings, numbers and words. Everything is escaped first. */
export const highlightJson = (text: string): string =>
  escapeHtml(text).replace(token, (all, string?: string, colon?: string, word?: string) => {
    if (string !== undefined && colon !== undefined) return `<span class="json-key">${string}</span>${colon}`;
    if (string !== undefined) return `<span class="json-string">${string}</span>`;
    return `<span class="${word === undefined ? 'json-number' : 'json-word'}">${all}</span>`;
  });
