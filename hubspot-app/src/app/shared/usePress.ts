import { useRef, useState } from 'react';
import { post, type Asked } from './ask.ts';

/** A button that sends: `busy` while an answer is awaited; `press` says undefined when another press is still under way. */
export type Press<Body, Answer> = { busy: boolean; press: (body: Body) => Promise<Asked<Answer> | undefined> };

/**
 * Sends each press once, under a key of its own. When it is not known what came of a press, the same press made again goes
 * under the same key, so that our server does it once however often it is asked. `settled` hears what came of it, and the
 * button stays busy until it is done (to say so and to load the page again).
 */
export function usePress<Body extends { key: string }, Answer>(
  path: string,
  settled: (asked: Asked<Answer>) => Promise<void> | void = () => {},
): Press<Omit<Body, 'key'>, Answer> {
  const [busy, setBusy] = useState(false);
  const underWay = useRef(false);
  const unsure = useRef<{ words: string; key: string }>(undefined);

  async function send(body: Omit<Body, 'key'>): Promise<Asked<Answer>> {
    const words = JSON.stringify(body);
    const key = unsure.current?.words === words ? unsure.current.key : newKey();
    const asked = await post<Answer>(path, { ...body, key });
    unsure.current = isUnsure(asked) ? { words, key } : undefined;
    await settled(asked);
    return asked;
  }

  async function press(body: Omit<Body, 'key'>): Promise<Asked<Answer> | undefined> {
    // A second press may come before the button is drawn busy.
    if (underWay.current) return undefined;
    underWay.current = true;
    setBusy(true);
    try {
      return await send(body);
    } finally {
      underWay.current = false;
      setBusy(false);
    }
  }
  return { busy, press };
}

function isUnsure(asked: Asked<unknown>): boolean {
  return !asked.ok && (asked.status === undefined || asked.status >= 500);
}

/** `randomUUID` is not there in every frame (it needs a secure one); random bytes are. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
