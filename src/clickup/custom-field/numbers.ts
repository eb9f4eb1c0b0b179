import { isPlainObject } from '../../runtime/plain-object.js';
import { type CustomFieldDefinition, configOf, refuseValue, textOf, type WireHelpers } from './model.js';

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,2})?$/i;
/** Two commas, or a comma before a point, can only group thousands. */
const GROUPED = /^[+-]?\d{1,3}(?:(?:,\d{3}){2,}(?:\.\d+)?|,\d{3}\.\d+)$/;

/** A number, or a string of one: "1200.5", "1 200.5" or "1,200.50". One comma alone is refused: "1,500" has two readings. */
export function parseNumber(field: CustomFieldDefinition, value: unknown, helpers: WireHelpers): number {
  const text = typeof value === 'string' ? value.replace(/(?<=\d)[\s_'’](?=\d{3}(?!\d))/g, '').trim() : '';
  const number = typeof value === 'number' ? value : readNumber(text);
  if (number !== undefined && Number.isFinite(number)) return number;
  throw refuseValue(
    field,
    value,
    helpers,
    'takes a number',
    /^\d{1,3},\d{3}$/.test(text)
      ? `That can be ${text.replace(',', '')} or ${text.replace(',', '.')}: write the one you mean.`
      : 'Write it with a decimal point and no unit, such as 1200.5.',
  );
}

function readNumber(text: string): number | undefined {
  if (PLAIN.test(text)) return Number(text);
  return GROUPED.test(text) ? Number(text.replaceAll(',', '')) : undefined;
}

/** A number that may carry the field's own currency: "€ 1,200.50", "1200.50 EUR". Another currency code is refused. */
export function toCurrency(field: CustomFieldDefinition, value: unknown, helpers: WireHelpers): number {
  if (typeof value !== 'string') return parseNumber(field, value, helpers);
  const own = configOf(field).currency_type;
  const code = /^\s*([A-Za-z]{3})\b|\b([A-Za-z]{3})\s*$/.exec(value);
  const given = (code?.[1] ?? code?.[2])?.toUpperCase();
  if (given !== undefined && typeof own === 'string' && given !== own.toUpperCase()) {
    throw refuseValue(field, value, helpers, `is in ${own}, not ${given}`, `Convert the amount to ${own} first.`);
  }
  return parseNumber(
    field,
    value
      .replace(/^\s*[A-Za-z]{3}\b|\b[A-Za-z]{3}\s*$/, '')
      .replace(/\p{Sc}/u, '')
      .trim(),
    helpers,
  );
}

/** A whole number of stars (or whatever emoji the field shows), from 0 to the field's count. */
export function toRating(field: CustomFieldDefinition, value: unknown, helpers: WireHelpers): number {
  const count = Number(textOf(configOf(field).count ?? 5));
  const rating = parseNumber(field, value, helpers);
  if (Number.isInteger(rating) && rating >= 0 && rating <= count) return rating;
  throw refuseValue(field, value, helpers, `takes a whole number from 0 to ${count}`, `Pass 0 to ${count}.`);
}

/** A position between the field's start and end, as a number or as "40%" of the way. */
export function toProgress(field: CustomFieldDefinition, value: unknown, helpers: WireHelpers): { current: number } {
  const { start, end } = progressRange(field);
  const given = isPlainObject(value) ? value.current : value;
  const percent = typeof given === 'string' ? /^(.+?)\s*%$/.exec(given.trim())?.[1] : undefined;
  const number = parseNumber(field, percent ?? given, helpers);
  const current = percent === undefined ? number : start + ((end - start) * number) / 100;
  if (current >= Math.min(start, end) && current <= Math.max(start, end)) return { current };
  throw refuseValue(
    field,
    value,
    helpers,
    `takes a number from ${start} to ${end}`,
    `Pass ${start} to ${end}, or a percentage such as "40%".`,
  );
}

export function progressRange(field: CustomFieldDefinition): { start: number; end: number } {
  const { start, end } = configOf(field);
  return { start: Number(textOf(start ?? 0)), end: Number(textOf(end ?? 100)) };
}
