import { Failure } from '../failure.ts';
import type { Crm } from './crm.ts';

/** How long one operation of many calls goes on sending. With the 10 s of the last answer it returns within 40 s: claims lapse after 90 s. */
export const sendingMs = 30_000;

type Closable = { what: string; closing?: AbortSignal };

/**
 * What `work` gives, if that is before `closing`; else throws a Failure with code `not_reached`, which says that nothing was sent.
 * `work` is not begun after `closing`, and left to itself when it is late: it must have no effect of its own.
 */
export async function beforeClosing<T>(crm: Crm['kind'], call: Closable, work: () => Promise<T> | T): Promise<T> {
  const { closing } = call;
  if (closing === undefined) return work();
  if (closing.aborted) throw notReached(crm, call.what);
  let close = (): void => undefined;
  const closed = new Promise<never>((_resolve, reject) => {
    close = () => reject(notReached(crm, call.what));
    closing.addEventListener('abort', close);
  });
  try {
    return await Promise.race([closed, work()]);
  } finally {
    closing.removeEventListener('abort', close);
  }
}

function notReached(crm: Crm['kind'], what: string): Failure {
  return Failure.retry(`${crm}: ${what} was not reached in time: trying again`, { code: 'not_reached' });
}
