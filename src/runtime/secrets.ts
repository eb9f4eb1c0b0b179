const mask = '***';

/** A part of a key as long as this is hidden too, since texts are cut; less may be the id of its user. */
const tellingLength = 12;
/** No key is shorter, and to hide less would spoil what has nothing to do with it. */
const leastLength = 8;
/** Keys may change while a client lives. */
const mostKeys = 8;

/** The keys that a client uses, to be hidden from whatever it shows: servers and proxies repeat what they were sent. */
export class Secrets {
  /** By key, how to find it; made when a text is looked through, which most clients never do. */
  readonly #patterns = new Map<string, RegExp | undefined>();

  add(key: string): void {
    if (this.#patterns.has(key) || key.length < leastLength) return;
    const [oldest] = this.#patterns.keys();
    if (this.#patterns.size >= mostKeys && oldest !== undefined) this.#patterns.delete(oldest);
    this.#patterns.set(key, undefined);
  }

  /** The text without keys, in whatever way they are written. */
  hide(text: string): string {
    if (text.length < leastLength) return text;
    let shown = text;
    for (const [key, known] of this.#patterns) {
      const pattern = known ?? patternOf(key);
      this.#patterns.set(key, pattern);
      shown = shown.replace(pattern, mask);
    }
    return shown;
  }

  /** The same for a whole answer, which nearly always holds none: most are looked through for three short words only. */
  hideInAnswer(text: string): string {
    const isEncoded = text.includes('%') || text.includes('\\u');
    const isSuspect = isEncoded || [...this.#patterns.keys()].some((key) => text.includes(key.slice(0, tellingLength)));
    return isSuspect ? this.hide(text) : text;
  }

  /** A JSON value without keys, in its names too; anything else stays as it is. */
  hideIn<Value>(value: Value): Value {
    try {
      const text = JSON.stringify(value);
      const shown = this.hide(text);
      return shown === text ? value : JSON.parse(shown);
    } catch {
      return value;
    }
  }
}

/** Finds a key, or its beginning, however percent-encoded or escaped. */
function patternOf(key: string): RegExp {
  const signs = Array.from(key, written);
  const rest = signs.slice(tellingLength).reduceRight((after, sign) => `(?:${sign}${after})?`, '');
  return new RegExp(signs.slice(0, tellingLength).join('') + rest, 'gi');
}

/** A sign itself, as `%2F`, `%252F`, `\u002f`, as `%2F` whose signs are escaped so, or, where JSON does that, as `\/`. */
function written(sign: string): string {
  const itself = sign.replace(/[^\w]/, '\\$&');
  const [first, second] = Array.from(hex(sign), (digit) => `(?:${digit}|${escaped(digit)})`);
  const inJson = /["\\/]/.test(sign) ? `\\\\${upTo(0)}${itself}` : itself;
  return `(?:(?:%|${escaped('%')})(?:25)${upTo(0)}${first}${second}|${escaped(sign)}|${inJson})`;
}

/** Nothing is escaped more often, and a text of backslashes alone must not be searched from each of them to its end. */
const upTo = (least: number) => `{${least},8}`;

const hex = (sign: string) => sign.charCodeAt(0).toString(16).padStart(2, '0');

/** Either case of a letter: what was changed before it was escaped shows in the code. */
const escaped = (sign: string) => `\\\\${upTo(1)}u00(?:${hex(sign.toLowerCase())}|${hex(sign.toUpperCase())})`;
