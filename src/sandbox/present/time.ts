/** A moment in Unix ms as most routes show it: digits, or null. */
export const time = (ms: number | null): string | null => (ms === null ? null : String(ms));
