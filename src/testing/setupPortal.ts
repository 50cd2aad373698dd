import { type Ask, hubspotApi } from '../crm/hubspot/api.ts';
import type { SetupOptions } from '../crm/hubspot/setup/plan.ts';
import { type Settled, setUp } from '../crm/hubspot/setup/setup.ts';
import { startHubspot, type HubspotOptions, type HubspotSandbox } from '../sandbox/hubspot/hubspot.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');
export const FLOWS = '/automation/v4/flows';
export const LIMITS = '/crm/limits/2026-03/custom-properties';
export const PROPERTIES = '/crm/properties/2026-03/contacts';
export const STATUS = `${PROPERTIES}/hs_lead_status`;

/** A portal of the sandbox to set up, with one contact and one owner in it. */
export type PortalForTests = AsyncDisposable & {
  sandbox: HubspotSandbox;
  ask: Ask;
  setUp: (options?: SetupOptions) => Promise<Settled[]>;
  /** What was changed by others than `call`, as "POST /path". */
  writes: () => string[];
  /** A call of somebody else, which must work. */
  call: (method: string, path: string, body?: object) => Promise<unknown>;
};

export async function portalForTests(given: HubspotOptions = {}): Promise<PortalForTests> {
  // The clock stands still, so that all calls are within ten seconds.
  const limits = { tenSecondly: 10_000 };
  const sandbox = await startHubspot({ now: () => NOW, limits, ...given });
  sandbox.addContact({ email: 'ada@example.com' });
  sandbox.addOwner({ email: 'ann@example.com' });
  const ask = hubspotApi({
    token: () => 'sandbox-token',
    takeTurn: async () => {},
    now: () => NOW,
    baseUrl: sandbox.url,
  });
  const strangers = new Set<number>();
  return {
    sandbox,
    ask,
    setUp: (options = {}) => setUp(ask, options),
    writes: () =>
      sandbox.calls
        .filter(({ method }, at) => method !== 'GET' && !strangers.has(at))
        .map(({ method, path }) => `${method} ${path}`),
    call: async (method, path, body) => {
      strangers.add(sandbox.calls.length);
      const headers = { Authorization: 'Bearer sandbox-token', 'Content-Type': 'application/json' };
      const answer = await fetch(sandbox.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
      return answer.status === 204 ? undefined : answer.json();
    },
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}

/** The finding of this name; throws when there is none. */
export function of<T extends { what: string }>(findings: readonly T[], what: string): T {
  const found = findings.find((finding) => finding.what === what);
  if (!found) throw new Error(`nothing is said of ${what}: ${findings.map((one) => one.what).join(', ')}`);
  return found;
}
