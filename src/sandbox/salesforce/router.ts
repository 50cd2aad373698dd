import { matchPath } from '../path-pattern.ts';
import type { Handler, Reply, SandboxRequest, SandboxServer } from '../server.ts';
import type { Ground } from './ground.ts';
import { Refusal, refusable, refused } from './refusal.ts';
import type { Asked, Route } from './route.ts';
import { sessionUser } from './sessions.ts';

/** Answers one request as a part of another: no session of its own, and not counted. */
export type Dispatch = (request: SandboxRequest, userId: string) => Promise<Reply>;

/** Versions the org answers; the newest is Winter '27 (dossier 0). */
export const versions = Array.from({ length: 38 }, (_, at) => `v${at + 31}.0`);

/** The routes by method and path. The first that fits answers. */
export function newRouter(ground: Ground, routes: Route[]) {
  const operations = new Map<string, number>();
  const dispatch: Dispatch = (request, userId) =>
    refusable(() => {
      const found = routeOf(routes, request);
      if (!found) return notFound(request);
      request.params = found.params;
      return found.route.answer({ request, userId, body: bodyOf(request) });
    });

  /** Adds all of them to the server, in order. */
  function addTo(server: Pick<SandboxServer, 'route'>): void {
    for (const route of routes) server.route(route.method, route.path, counted(route));
  }

  function counted(route: Route): Handler {
    const handler = handlerOf(ground, route);
    const name = `${route.method} ${route.path.replace('/services/data/:version', '')}`;
    return (request) => {
      operations.set(name, (operations.get(name) ?? 0) + 1);
      return handler(request);
    };
  }
  return { dispatch, addTo, operations: (): ReadonlyMap<string, number> => new Map(operations) };
}

function routeOf(routes: Route[], { method, path }: SandboxRequest) {
  for (const route of routes) {
    const params = route.method === method ? matchPath(route.path, path) : undefined;
    if (params) return { route, params };
  }
  return undefined;
}

function handlerOf(ground: Ground, { access, answer }: Route): Handler {
  return (request) =>
    refusable(async () => {
      if (access === 'open') return await answer({ request, userId: '', body: bodyOf(request) });
      const userId = sessionUser(ground.sessions, request.headers.authorization);
      refuseVersion(request);
      const headers = ground.meter.take();
      const reply = await refusable(() => answer({ request, userId, body: bodyOf(request) }));
      return { ...reply, headers: { ...headers, ...reply.headers } };
    });
}

function refuseVersion({ path, params }: SandboxRequest): void {
  const { version } = params;
  if (version !== undefined && !versions.includes(version))
    throw new Refusal(404, 'NOT_FOUND', `The requested resource does not exist: ${path}`);
}

/** Salesforce's answer to a path it does not know. */
export function notFound(_request: SandboxRequest): Reply {
  return new Refusal(404, 'NOT_FOUND', 'The requested resource does not exist').reply();
}

function bodyOf({ headers, rawBody }: SandboxRequest): Asked['body'] {
  if (rawBody.length === 0 || !/json/i.test(headers['content-type'] ?? '')) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(rawBody.toString('utf8'));
  } catch {
    throw refused('JSON_PARSER_ERROR', 'Unexpected character in the body: it is no JSON');
  }
  if (typeof parsed !== 'object' || parsed === null) throw refused('JSON_PARSER_ERROR', 'The body is no JSON object');
  return parsed as Asked['body'];
}
