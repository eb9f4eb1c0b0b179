/** Milliseconds as hours with two decimals, for people; sums are made of milliseconds. */
export const hours = (ms: number | bigint | null): number => Math.round(Number(ms ?? 0) / 36_000) / 100;
