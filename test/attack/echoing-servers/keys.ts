/** Made-up keys of each kind that ClickUp gives out, and one that does not survive percent-encoding as it is. */
export const keys: Readonly<Record<string, string>> = {
  'personal key': 'pk_81230001_7QW3MADEUPKEY9ZX0TESTONLY4RT2B6N',
  'OAuth token': '81230001_5d0c9a77e1f24b6c8d3e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e',
  'OAuth token with signs': 'abZ9+x/Qw7==.eyJtYWRlIjoidXAifQ~only-for-tests',
};

/** As many characters of a key are too many. */
const telling = 14;

/** Whether a text gives away a key, or a good part of it, in any form that a reader can undo. */
export function reveals(text: string, key: string): boolean {
  const plain = unpercented(unescaped(text));
  const secret = key.replace(/^pk_\d+_/, '');
  for (let at = 0; at + telling <= secret.length; at++) {
    const part = secret.slice(at, at + telling);
    if (text.includes(part) || plain.includes(part)) return true;
  }
  return false;
}

const unescaped = (text: string) =>
  text
    .replace(/\\+u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\+\//g, '/');

const unpercented = (text: string) =>
  text.replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
