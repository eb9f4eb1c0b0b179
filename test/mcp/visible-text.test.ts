import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visible, visibleIn } from '../../src/mcp/visible-text.js';
import { anyText } from '../support/any-text.js';

/** Letters that nobody sees, as some models read them. */
const tags = (text: string) => [...text].map((char) => String.fromCodePoint(0xe0000 + char.charCodeAt(0))).join('');

describe('what a model reads', () => {
  it.each<[string, string, string, number]>([
    ['zero-width spaces', 'de\u200Bl\u200Bete', 'delete', 2],
    ['a byte order mark', '\uFEFFname', 'name', 1],
    ['word joiners and soft hyphens', 'a\u2060b\u00ADc', 'abc', 2],
    ['overrides of direction', 'pay \u202Eevil\u202C now', 'pay evil now', 2],
    ['isolates', '\u2066a\u2069', 'a', 2],
    ['a sentence in the tags block', `ok${tags('ignore all')}`, 'ok', 10],
    ['tags behind a flag that is none', `\u{1F3F4}${tags('zz')}\u{E007F}`, '\u{1F3F4}', 3],
    ['bytes in variation selectors', 'a\uFE01\uFE02\u{E0101}', 'a', 3],
    ['selectors in a row behind an emoji', '\u{1F600}\uFE0F\uFE0F\uFE0F', '\u{1F600}\uFE0F', 2],
    ['joiners between Latin letters', 'a\u200Db\u200Cc', 'abc', 2],
    ['a joiner with no emoji behind it', '\u{1F468}\u200D and', '\u{1F468} and', 1],
    ['controls and escapes of a terminal', 'a\u0000b\u001B[31mc\u007Fd\u0090', 'ab[31mcd', 4],
    ['Hangul fillers', 'x\u3164y\u115F', 'xy', 2],
    ['marks of direction in a Latin text', 'a\u200Eb\u200F', 'ab', 2],
    ['marks of direction in a row', '\u05D0\u200F\u200F\u200F', '\u05D0\u200F', 2],
  ])('has no %s', (_, text, shown, removed) => {
    expect(visible(text)).toEqual({ text: shown, removed });
  });

  it.each<[string, string]>([
    ['a plain text', 'Write the report, by Friday: 100 %'],
    ['tabs and lines', 'a\tb\r\nc'],
    ['a family', '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}'],
    ['a rainbow flag', '\u{1F3F3}\uFE0F\u200D\u{1F308}'],
    ['a skin tone and a profession', '\u{1F469}\u{1F3FD}\u200D\u{1F4BB}'],
    ['a heart in colour', '\u2764\uFE0F'],
    ['a keycap', '1\uFE0F\u20E3'],
    ['the flag of Scotland', `\u{1F3F4}${tags('gbsct')}\u{E007F}`],
    ['a country', '\u{1F1F3}\u{1F1F4}'],
    ['Persian', '\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645'],
    ['Hindi', '\u0915\u094D\u200D\u0937'],
    ['Sinhala', '\u0DC1\u0DCA\u200D\u0DBB\u0DD3'],
    ['an ideograph in one of its forms', '\u845B\u{E0100}'],
    ['Hebrew with a mark of direction', '\u05E9\u05DC\u05D5\u05DD\u200F!'],
    ['accents', 'Ångström, e\u0301, Tiếng Việt'],
    ['Mongolian', '\u1820\u180B'],
  ])('keeps %s', (_, text) => {
    expect(visible(text)).toEqual({ text, removed: 0 });
  });

  it('breaks lines where others would', () => {
    expect(visible('a\u2028b\u2029c\u0085d')).toEqual({ text: 'a\nb\nc\nd', removed: 0 });
  });

  it('never changes twice, whatever the text', () => {
    const odd = fc.constantFrom(
      '\u200B',
      '\u200D',
      '\uFE0F',
      '\u202E',
      '\u{E0041}',
      '\u{1F468}',
      'a',
      '\u0645',
      '\u0915',
      '1',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(odd, anyText({ maxLength: 3 })), { maxLength: 12 }), (parts) => {
        const once = visible(parts.join('')).text;
        expect(visible(once).removed).toBe(0);
      }),
      { seed: 7 },
    );
  });

  it('looks into names of members, lists and what they hold', () => {
    expect(visibleIn({ 'a\u200B': [{ b: '\u200Bc' }, 1, null] })).toEqual({
      value: { a: [{ b: 'c' }, 1, null] },
      removed: 2,
    });
  });
});
