import { startSalesforce, type SalesforceOptions, type SalesforceSandbox } from './salesforce.ts';

/** An answer as a test reads it; `body` is parsed JSON, or undefined when there was none. */
type Answer = { status: number; headers: Headers; body: unknown };

export const api = '/services/data/v66.0';

/** An org, and a plain fetch as its integration user: paths without `/services/data/v66.0`. */
export async function openOrg(options: SalesforceOptions = {}) {
  const sandbox = await startSalesforce(options);
  return Object.assign(sandbox, { call: caller(sandbox), soql: asker(sandbox) });
}

function caller(sandbox: SalesforceSandbox, token = sandbox.token) {
  return async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const own = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers };
    const response = await fetch(sandbox.url + api + path, { method, headers: own, ...sent });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) };
  };
}

/** What SOQL answers; a refusal is `{status, errorCode, message}`. */
function asker(sandbox: SalesforceSandbox) {
  const call = caller(sandbox);
  return async (soql: string, path = 'query') => {
    const { status, body } = await call('GET', `/${path}?q=${encodeURIComponent(soql)}`);
    if (status === 200) return body as { totalSize: number; done: boolean; records: Record<string, unknown>[] };
    throw Object.assign(new Error('refused'), { status, ...(body as object[])[0] });
  };
}
