/** What `within` resolves with when the time is over. */
export const OVER_TIME = Symbol('over time');

/** What the promise comes to, if it does in that time. It goes on, unheard, if it does not. */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T | typeof OVER_TIME> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<typeof OVER_TIME>((resolve) => {
    timer = setTimeout(() => resolve(OVER_TIME), ms);
  });
  return Promise.race([promise, over]).finally(() => clearTimeout(timer));
}
