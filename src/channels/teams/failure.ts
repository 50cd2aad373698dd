import { Failure, neverSent } from '../../failure.ts';

const USUAL_WAIT_MS = 10_000;
const CHECK = 'check the workflow in Teams and TEAMS_WEBHOOK_URL';

/** What an answer other than success means. Nothing of its body is told: it may be any proxy's. */
export function refusedBy({ status, headers }: Pick<Response, 'status' | 'headers'>, now: number): Failure {
  const code = `http_${status}`;
  const said = `teams: HTTP ${status} while posting`;
  if (status === 429) {
    const wait = waitIn(headers.get('retry-after'), now);
    return Failure.rateLimited(`${said}: waiting ${Math.ceil(wait / 1_000)} s`, now + wait, { code });
  }
  if (status === 408 || status >= 500)
    return Failure.retry(`${said}; the message may have been posted`, { code, outcomeUnknown: true });
  // Whoever owned the flow has left, it was switched off, or its address was renewed: then all of it goes on by itself.
  if ([401, 403, 404, 410].includes(status) || status < 400) return Failure.blocked(`${said}: ${CHECK}`, { code });
  return Failure.permanent(`${said}: a mistake of this program, please report it`, { code });
}

/** What no answer at all means. */
export function noAnswer(error: unknown): Failure {
  const { name, cause } = error as { name?: unknown; cause?: { code?: unknown } };
  const details = { cause: error };
  if (neverSent(cause?.code))
    return Failure.retry('teams: cannot be reached: check the network', { ...details, code: 'unreachable' });
  const what = name === 'TimeoutError' ? 'no answer in time' : 'the connection broke';
  const code = name === 'TimeoutError' ? 'timeout' : 'connection';
  return Failure.retry(`teams: ${what}; the message may have been posted`, { ...details, code, outcomeUnknown: true });
}

function waitIn(header: string | null, now: number): number {
  const text = header?.trim() ?? '';
  const wait = /^\d{1,6}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isNaN(wait) ? USUAL_WAIT_MS : Math.max(wait, 1_000);
}
