/** Works through cases a few at a time, so that those that wait for a timer do not wait for one another. */
export async function sideBySide<Case>(
  cases: Iterable<Case>,
  work: (one: Case) => Promise<void>,
  width = 8,
): Promise<void> {
  const iterator = cases[Symbol.iterator]();
  const worker = async () => {
    for (let next = iterator.next(); !next.done; next = iterator.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: width }, worker));
}
