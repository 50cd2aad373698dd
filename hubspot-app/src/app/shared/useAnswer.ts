import { useCallback, useEffect, useRef, useState } from 'react';
import { get } from './ask.ts';

/** What a page has in hand. `problem` beside data: it is the last that was heard, and asking again failed. */
export type Answer<T> =
  | { state: 'loading' }
  | { state: 'failed'; because: string; again: () => void }
  | { state: 'here'; data: T; problem?: string; reload: () => Promise<void> };

type Heard<T> = { path: string; data?: T; problem?: string };

/** Timers run in HubSpot's extension worker: its own useDebounce is built on them (ui-extensions 0.17.0, hooks/useDebounce.js). */
const minute = 60_000;

/**
 * The answer of our server at `path`, asked again quietly every minute while shown, by `again` after a failure, and by
 * `reload` after a press; `reload` resolves when the new answer is in. Another path starts afresh.
 */
export function useAnswer<T>(path: string, everyMs = minute): Answer<T> {
  const [heard, setHeard] = useState<Heard<T>>();
  const latest = useRef(0);
  const load = useCallback(async () => {
    latest.current += 1;
    const mine = latest.current;
    const asked = await get<T>(path);
    // An answer that was overtaken by a later question, or came after the page closed, is old news.
    if (mine === latest.current) setHeard((before) => heardNow(path, before, asked));
  }, [path]);
  useEffect(() => everyNowAndThen(load, everyMs, () => (latest.current += 1)), [load, everyMs]);
  return answerFrom(heard, path, { load, again: () => (setHeard(undefined), void load()) });
}

/** The next question waits for the last answer, so that a slow server is never asked twice at once. */
function everyNowAndThen(load: () => Promise<void>, everyMs: number, forget: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  async function turn(): Promise<void> {
    await load();
    if (!over) timer = setTimeout(() => void turn(), everyMs);
  }
  void turn();
  return () => {
    over = true;
    clearTimeout(timer);
    forget();
  };
}

function heardNow<T>(path: string, before: Heard<T> | undefined, asked: Awaited<ReturnType<typeof get<T>>>): Heard<T> {
  if (asked.ok) return { path, data: asked.data };
  return before?.path === path && before.data !== undefined
    ? { path, data: before.data, problem: asked.because }
    : { path, problem: asked.because };
}

function answerFrom<T>(
  heard: Heard<T> | undefined,
  path: string,
  doing: { load: () => Promise<void>; again: () => void },
): Answer<T> {
  if (heard?.path !== path) return { state: 'loading' };
  if (heard.data === undefined) return { state: 'failed', because: heard.problem ?? '', again: doing.again };
  const problem = heard.problem === undefined ? {} : { problem: heard.problem };
  return { state: 'here', data: heard.data, ...problem, reload: doing.load };
}
