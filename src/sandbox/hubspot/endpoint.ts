import type { Reply, SandboxRequest, SandboxServer } from '../server.ts';
import { jsonBody, type Json } from './input.ts';
import type { Meter } from './limits.ts';
import type { Portal } from './portal.ts';
import { Refusal } from './refusal.ts';
import type { Credentials } from './tokens.ts';
import type { Writer } from './writes.ts';

/** What an endpoint is given after its token, limits, body and scopes were found good. `writer` is the calling app, now. */
export type Asked = { portal: Portal; request: SandboxRequest; body: Json; version: string; writer: Writer };

/** Scopes of which all are needed; `a|b` is met by either. */
export type Scopes = string[] | ((request: SandboxRequest, version: string) => string[]);

type Endpoint = (asked: Asked) => Reply;

/** Adds an endpoint: `V` in the path stands for every dated version. `search` takes the other limit. */
export type AddEndpoint = (method: string, path: string, scopes: Scopes, endpoint: Endpoint, bucket?: 'search') => void;

/** Versions whose paths have the same shape here (dossier 3). */
const versions = ['2026-03', '2026-09'];

/** Endpoints of this portal on this server, guarded in HubSpot's order: token, limits, body, scopes. */
export function endpoints(server: SandboxServer, portal: Portal, meter: Meter, credentials: Credentials): AddEndpoint {
  function add(path: string, version: string, [method, scopes, endpoint, bucket]: Parts): void {
    server.route(method, path, (request) =>
      refusable(() => {
        const granted = credentials.scopesOf(request.headers.authorization);
        const headers = bucket === 'search' ? meter.takeSearch() : meter.take();
        return withHeaders(headers, () => {
          const body = jsonBody(request);
          refuseMissing(typeof scopes === 'function' ? scopes(request, version) : scopes, granted);
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

/** Turns a thrown refusal into its answer; anything else is a fault of the sandbox and flies. */
export function refusable(answer: () => Reply): Reply {
  try {
    return answer();
  } catch (error) {
    if (error instanceof Refusal) return error.reply();
    throw error;
  }
}

function withHeaders(headers: Record<string, string>, answer: () => Reply): Reply {
  const reply = refusable(answer);
  return { ...reply, headers: { ...headers, ...reply.headers } };
}

function refuseMissing(needed: string[], granted: Set<string> | 'all'): void {
  if (granted === 'all') return;
  const missing = needed.filter((scope) => !scope.split('|').some((either) => granted.has(either)));
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
