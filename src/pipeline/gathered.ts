/**
 * Saves one at once, and those that come while a save runs together after it: soon, and in few transactions. A save that fails
 * fails for each that was in it.
 */
export function gathered<T>(save: (items: T[]) => Promise<void>): (item: T) => Promise<void> {
  type Waiting = { item: T } & Pick<PromiseWithResolvers<void>, 'resolve' | 'reject'>;
  let waiting: Waiting[] = [];
  let saving: Promise<void> = Promise.resolve();
  async function saveWaiting(): Promise<void> {
    const those = waiting;
    waiting = [];
    if (those.length === 0) return;
    await save(those.map(({ item }) => item)).then(
      () => those.forEach(({ resolve }) => resolve()),
      (error: unknown) => those.forEach(({ reject }) => reject(error)),
    );
  }
  return (item) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    waiting.push({ item, resolve, reject });
    saving = saving.then(saveWaiting);
    return promise;
  };
}
