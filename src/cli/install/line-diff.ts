/** What is between the lines that two texts begin and end with alike: those that go, then those that come. */
export function lineDiff(before: string, after: string): string[] {
  const [old, fresh] = [before, after].map((text) => text.split(/\r?\n/)) as [string[], string[]];
  let head = 0;
  while (head < Math.min(old.length, fresh.length) && old[head] === fresh[head]) head++;
  let tail = 0;
  while (tail < Math.min(old.length, fresh.length) - head && old.at(-1 - tail) === fresh.at(-1 - tail)) tail++;
  const between = (lines: string[], sign: string) =>
    lines.slice(head, lines.length - tail).map((line) => `${sign} ${line}`);
  return [...between(old, '-'), ...between(fresh, '+')].map((line) => line.trimEnd());
}
