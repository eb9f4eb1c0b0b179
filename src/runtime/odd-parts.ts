import { isPlainObject } from './plain-object.js';

/** What people entered stands under these names; null may be a part of it. */
const entered = new Set(['value', 'values']);

/**
 * Takes out of the lists inside an answer what stands in an object's place, null above all, so that it costs itself and
 * not the object around it; says how many there were. The lists that were asked for are left to those who read them, and
 * say of what something is missing: the answer itself, and what it holds where it is no object with an id.
 */
export function leaveOutOddParts(answer: unknown): number {
  if (Array.isArray(answer)) return countIn(answer);
  if (!isPlainObject(answer)) return 0;
  const isAsked = (part: unknown) => answer.id == null && Array.isArray(part);
  return Object.values(answer).reduce<number>(
    (count, part) => count + (isAsked(part) ? countIn(part as unknown[]) : leaveOut(part)),
    0,
  );
}

/** The same for an answer in memory, which gives the same object each time. What is no JSON is told by those who read it. */
export const leaveOutIn = async (response: Response): Promise<number> =>
  leaveOutOddParts(await response.json().catch(() => undefined));

/** Changes the value in place. */
function leaveOut(value: unknown): number {
  if (Array.isArray(value)) {
    const objects = value.filter(isPlainObject);
    const isOfObjects = objects.length > 0 || value.every((item) => item === null);
    const count = isOfObjects ? value.length - objects.length : 0;
    if (count > 0) value.splice(0, value.length, ...objects);
    return count + countIn(value);
  }
  if (!isPlainObject(value)) return 0;
  let count = 0;
  for (const [name, part] of Object.entries(value)) if (!entered.has(name)) count += leaveOut(part);
  return count;
}

const countIn = (list: readonly unknown[]): number => list.reduce<number>((count, item) => count + leaveOut(item), 0);
