/** Saves one at once, and those that come while a save runs together after it: soon, and in few transactions. */
export function gathered<T>(save: (items: T[]) => Promise<void>): (item: T) => Promise<void> {
  let waiting: T[] = [];
  let saving: Promise<void> = Promise.resolve();
  return (item) => {
    waiting.push(item);
    const mine = saving
      .catch(() => {})
      .then(async () => {
        const items = waiting;
        waiting = [];
        if (items.length > 0) await save(items);
      });
    saving = mine;
    return mine;
  };
}
