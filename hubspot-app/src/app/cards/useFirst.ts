import { useState } from 'react';

/** The first so many of a list, until `showAll`; `left` says how many are not shown. */
export function useFirst<T>(list: T[], first: number): { shown: T[]; left: number; showAll: () => void } {
  const [all, setAll] = useState(false);
  const shown = all ? list : list.slice(0, first);
  return { shown, left: list.length - shown.length, showAll: () => setAll(true) };
}
