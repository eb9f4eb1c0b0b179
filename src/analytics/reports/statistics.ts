/** The value below which a share of all lies, between the two nearest; null of none. */
export function quantile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return below + (above - below) * (at - Math.floor(at));
}

export const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of all there are, not of a sample. */
export function deviation(values: readonly number[]): number | null {
  const middle = mean(values);
  return middle === null ? null : Math.sqrt(mean(values.map((value) => (value - middle) ** 2))!);
}

/** How much each step adds, by least squares. */
export function slope(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const [x, y] = [(values.length - 1) / 2, mean(values)!];
  const over = values.reduce((sum, value, index) => sum + (index - x) * (value - y), 0);
  return over / values.reduce((sum, _, index) => sum + (index - x) ** 2, 0);
}

export const rounded = (value: number | null, digits = 2): number | null =>
  value === null ? null : Math.round(value * 10 ** digits) / 10 ** digits;
