import fc from 'fast-check';

const surrogates = 0x800;

/** Any letter there is. The unit `binary` of fast-check does the same, after a second in which it lists all of them. */
const anyLetter = fc
  .integer({ min: 0, max: 0x10ffff - surrogates })
  .map((number) => String.fromCodePoint(number < 0xd800 ? number : number + surrogates));

export const anyText = (constraints: { maxLength?: number } = {}): fc.Arbitrary<string> =>
  fc.array(anyLetter, constraints).map((letters) => letters.join(''));
