import { afterEach } from '@jest/globals';
import type { RenderedNode } from '@hubspot/ui-extensions/testing';
import { useEffect, useState, type ReactNode } from 'react';

/** One question that a page asked our server. `path` carries the query. */
export type Call = { method: string; path: string; body?: Record<string, unknown> };

/** What our server says: JSON with a status of 200, or as given; an Error is a server that is not there. */
export type Reply = { status?: number; json: unknown } | Error;

/**
 * Stands in for HubSpot's way to our server. `replyTo` may be changed at any time by assigning to the returned `reply`;
 * every call made is in `calls`, in order.
 */
export function serverThat(reply: (call: Call) => Reply | Promise<Reply>): { calls: Call[]; reply: typeof reply } {
  const server = { calls: [] as Call[], reply };
  const hsFetch = async (url: string, options?: { method?: string; body?: Record<string, unknown> }) => {
    const { pathname, search } = new URL(url);
    const body = options?.body === undefined ? {} : { body: options.body };
    const call: Call = { method: options?.method ?? 'GET', path: `${pathname}${search}`, ...body };
    server.calls.push(call);
    const said = await server.reply(call);
    if (said instanceof Error) throw said;
    return new Response(JSON.stringify(said.json), { status: said.status ?? 200 });
  };
  Object.assign(globalThis, { self: Object.assign(globalThis.self ?? globalThis, { hsFetch }) });
  return server;
}

const closing = new Set<() => void>();

/** What is rendered inside leaves the stage after each test, so that its timers end as they do when a page is closed. */
export function Stage({ children }: { children: ReactNode }): ReactNode {
  const [shown, setShown] = useState(true);
  useEffect(() => {
    const close = () => setShown(false);
    closing.add(close);
    return () => void closing.delete(close);
  }, []);
  return shown ? children : null;
}

/** Closes all that is on the stage, as after each test. */
export function leaveStage(): void {
  for (const close of closing) close();
  closing.clear();
}
afterEach(leaveStage);

/** Asks again until it holds, for up to 10 s: others may be busy beside it. */
export function patiently(renderer: { waitFor: Wait }): (check: () => void) => Promise<void> {
  return (check) => renderer.waitFor(check, { timeoutInMs: 10_000 });
}

type Wait = (check: () => void, options: { timeoutInMs: number }) => Promise<void>;

/** `shows` of a page or a card: waits until these words are there. */
export function showsIn(renderer: { waitFor: Wait }, words: () => string): (text: string) => Promise<void> {
  const wait = patiently(renderer);
  return (text) =>
    wait(() => {
      if (!words().includes(text)) throw new Error(`no "${text}" yet in: ${words()}`);
    });
}

/** Everything that is written in a node and below, titles too, with a space between; for "is it there" and "is it not". */
export function wordsIn(node: RenderedNode): string {
  if (!('childNodes' in node)) return node.text;
  const title: unknown = 'props' in node ? node.props['title'] : undefined;
  const inside = node.childNodes.map(wordsIn);
  return [...(typeof title === 'string' ? [title] : []), ...inside].join(' ');
}
