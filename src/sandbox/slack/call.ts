import type { Reply, SandboxRequest } from '../server.ts';
import { destination } from './chat.ts';
import { isRecord } from './constraints.ts';
import type { limiter } from './limits.ts';
import { optional, Refusal, type Args, type Method } from './method.ts';
import type { Workspace } from './workspace.ts';

const JSON_ARGUMENTS = ['blocks', 'metadata', 'view', 'attachments'];

/** Whose token it is; throws a Refusal for a token that is nobody's, or nobody's any more. */
type FindCaller = (token: string) => Caller;
type Caller = {
  workspace: Workspace;
  scopes: ReadonlySet<string>;
  methods: Record<string, Method>;
  limits: ReturnType<typeof limiter> | undefined;
};

/** One Web API call from its bytes to Slack's answer: token, scope, pace, method, and refusals as HTTP 200. */
export function answerCall(request: SandboxRequest, name: string, callerOf: FindCaller): Reply {
  return orRefusal(() => {
    const form = fieldsOf(request);
    const token = tokenOf(request, form);
    const { workspace, scopes, methods, limits } = callerOf(token);
    const method = methods[name];
    if (!method) throw new Refusal('unknown_method');
    checkScope(method, scopes);
    const args = decoded(form);
    const wait = paced(name, method, args, workspace, limits);
    if (wait !== undefined) return tooFast(wait);
    return { status: 200, body: { ok: true, ...method.run(args, workspace, token) } };
  });
}

/** What `answer` gives; a Refusal as Slack says it, with HTTP 200. */
export function orRefusal(answer: () => Reply): Reply {
  try {
    return answer();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: 200, body: { ok: false, error: error.message, ...error.extra } };
  }
}

/** JSON, or undefined when it is none. */
export function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function tooFast(seconds: number): Reply {
  return { status: 429, headers: { 'Retry-After': String(seconds) }, body: { ok: false, error: 'ratelimited' } };
}

function paced(
  name: string,
  method: Method,
  args: Args,
  workspace: Workspace,
  limits: Caller['limits'],
): number | undefined {
  const channel = optional(args, 'channel');
  if (name === 'chat.postMessage' && channel !== undefined) return limits?.message(destination(channel, workspace).id);
  return method.tier && limits?.method(name, method.tier);
}

/** The token of the header, else of the form. */
export function tokenOf(request: SandboxRequest, form: Args): string {
  const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const given = bearer ?? optional(form, 'token');
  if (given === undefined) throw new Refusal('not_authed');
  return given;
}

function checkScope({ scope }: Method, scopes: ReadonlySet<string>): void {
  if (scope === undefined || scopes.has(scope)) return;
  throw new Refusal('missing_scope', { needed: scope, provided: [...scopes].join(',') });
}

/** The fields of a call, from a form or from JSON. */
export function fieldsOf(request: SandboxRequest): Args {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim();
  const body = request.rawBody.toString('utf8');
  if (type === 'application/x-www-form-urlencoded') return Object.fromEntries(new URLSearchParams(body));
  if (body === '') return {};
  if (type !== 'application/json') throw new Refusal('invalid_post_type');
  const fields = parsed(body);
  if (!isRecord(fields)) throw new Refusal('invalid_json');
  return fields;
}

function decoded(form: Args): Args {
  const args = { ...form };
  for (const name of JSON_ARGUMENTS) {
    const value = args[name];
    if (typeof value !== 'string') continue;
    const content = parsed(value);
    if (content === undefined) throw new Refusal(name === 'blocks' ? 'invalid_blocks_format' : 'invalid_arguments');
    args[name] = content;
  }
  return args;
}
