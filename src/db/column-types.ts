/** A timestamp with offset as PostgreSQL writes it: 2026-11-27 21:10:09.123+05:30. */
const instant = (text: string): Date => new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'));

function whole(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

const asText = (text: string): string => text;

/**
 * How columns are read, by the number of their type, the same from both databases; those that are missing here are read alike
 * by both drivers. https://github.com/postgres/postgres/blob/REL_15_STABLE/src/include/catalog/pg_type.dat
 */
export const columnTypes: Readonly<Record<number, (text: string) => unknown>> = {
  20: whole,
  114: JSON.parse,
  1082: asText,
  1114: asText,
  1184: instant,
  1700: asText,
  3802: JSON.parse,
};
