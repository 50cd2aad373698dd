import { failureOfNoAnswer, failureOfOauth, type OauthAnswer } from './oauth-failure.ts';

const TIMEOUT_MS = 10_000;

/**
 * One form posted to Salesforce's OAuth; throws a Failure for every answer that is not 2xx, and after 10 s without one. Not by the
 * vendor's client, which would wait half an hour, take secrets along on a redirect, and not tell the status.
 */
export async function postForm(
  { what, url, by }: { what: string; url: string; by?: 'code' },
  fields: Record<string, string>,
  now: () => number,
): Promise<OauthAnswer> {
  const answer = await answered(what, url, fields);
  if (answer.status < 200 || answer.status > 299) throw failureOfOauth(what, answer, now(), by);
  return answer;
}

async function answered(what: string, url: string, fields: Record<string, string>): Promise<OauthAnswer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams(fields),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, body: await response.text() };
  } catch (error) {
    throw failureOfNoAnswer(what, error, URL.parse(url)?.host);
  }
}
