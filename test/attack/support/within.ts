/** What a promise gives, or `late` where it does not settle in time. Real time: the last resort against what hangs. */
export async function within<T, Late>(ms: number, pending: Promise<T>, late: Late): Promise<T | Late> {
  let timer: NodeJS.Timeout | undefined;
  const alarm = new Promise<Late>((resolve) => {
    timer = setTimeout(resolve, ms, late);
  });
  try {
    return await Promise.race([pending, alarm]);
  } finally {
    clearTimeout(timer);
  }
}
