import type { Reply, SandboxRequest, SandboxServer } from '../server.ts';
import { jsonBody, type Json } from './input.ts';
import type { Meter } from './limits.ts';
import type { Portal } from './portal.ts';
import { Refusal, refusable } from './refusal.ts';
import type { Credentials } from './tokens.ts';
import type { Writer } from './writes.ts';

/** What an endpoint is given after its token, limits, body and scopes were found good. `writer` is the calling app, now. */
export type Asked = { portal: Portal; request: SandboxRequest; body: Json; version: string; writer: Writer };

/** Scopes of which all are needed; `a|b` is met by either. */
export type Scopes = string[] | ((request: SandboxRequest, version: string) => string[]);

type Endpoint = (asked: Asked) => Reply;

/** Adds an endpoint: `V` in the path stands for every dated version. `search` takes the other limit. */
export type AddEndpoint = (method: string, path: string, scopes: Scopes, endpoint: Endpoint, bucket?: 'search') => void;

/** One account, and what its app has used of its limits. */
export type Account = { portal: Portal; meter: Meter };

/** `refuseBroken` throws the 400 of a request that breaks the contract. */
export type Guard = {
  credentials: Credentials;
  accounts: ReadonlyMap<number, Account>;
  refuseBroken: (request: SandboxRequest) => void;
};

/** Versions whose paths have the same shape here (dossier 3). */
export const versions = ['2026-03', '2026-09'];

/** Endpoints for every account: the token says which. Guarded in HubSpot's order: token, limits, body, scopes. */
export function endpoints(server: Pick<SandboxServer, 'route'>, guard: Guard): AddEndpoint {
  function add(path: string, version: string, [method, scopes, endpoint, bucket]: Parts): void {
    server.route(method, path, (request) =>
      refusable(() => {
        const grant = guard.credentials.holderOf(request.headers.authorization);
        const { portal, meter } = accountOf(guard, grant.portalId);
        const headers = bucket === 'search' ? meter.takeSearch() : meter.take();
        return withHeaders(headers, () => {
          const body = jsonBody(request);
          const needed = typeof scopes === 'function' ? scopes(request, version) : scopes;
          refuseMissing(needed, grant.scopes, portal.lacksScopes);
          guard.refuseBroken(request);
          const source = { type: 'INTEGRATION', id: String(portal.appId) };
          return endpoint({ portal, request, body, version, writer: { source, at: portal.now() } });
        });
      }),
    );
  }
  return (method, path, scopes, endpoint, bucket) => {
    const parts: Parts = [method, scopes, endpoint, bucket];
    if (!path.includes('/V')) return add(path, '', parts);
    for (const version of versions) add(path.replace('/V', `/${version}`), version, parts);
  };
}

type Parts = [method: string, scopes: Scopes, endpoint: Endpoint, bucket: 'search' | undefined];

function accountOf({ accounts }: Guard, portalId: number): Account {
  const account = accounts.get(portalId);
  if (!account) throw new Error(`the sandbox gave out a token of account ${portalId}, which it does not have`);
  return account;
}

function withHeaders(headers: Record<string, string>, answer: () => Reply): Reply {
  const reply = refusable(answer);
  return { ...reply, headers: { ...headers, ...reply.headers } };
}

/** Nobody has a scope that the account's plan does not have. */
function refuseMissing(needed: string[], granted: string[] | undefined, lacking: ReadonlySet<string>): void {
  const has = (scope: string) => !lacking.has(scope) && (granted?.includes(scope) ?? true);
  const missing = needed.filter((scope) => !scope.split('|').some(has));
  if (missing.length === 0) return;
  const read = 'https://developers.hubspot.com/scopes';
  throw new Refusal(
    403,
    'MISSING_SCOPES',
    `This app hasn't been granted all required scopes to make this call. Read more about required scopes here: ${read}.`,
    {
      errors: [
        {
          message: 'One or more of the following scopes are required.',
          context: { requiredGranularScopes: missing.flatMap((scope) => scope.split('|')) },
        },
      ],
      links: { scopes: read },
    },
  );
}
