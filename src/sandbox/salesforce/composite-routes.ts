import type { Reply, SandboxRequest } from '../server.ts';
import type { Ground } from './ground.ts';
import { refused } from './refusal.ts';
import type { Asked, Route } from './route.ts';
import type { Dispatch } from './router.ts';

type Part = { method: string; url: string; referenceId: string; body?: unknown; httpHeaders?: Record<string, string> };
type Answered = { body: unknown; httpHeaders: Record<string, string>; httpStatusCode: number; referenceId: string };

const partsAtMost = 25;
/** Queries and collections among the parts (dossier 4.3). */
const heavyAtMost = 5;

/**
 * Several requests in one call. Parts are answered one after the other and may use what earlier ones answered.
 * `dispatch` is asked when the route is, so that it may lead back here.
 */
export function compositeRoutes(ground: Ground, dispatch: () => Dispatch): Route[] {
  return [
    {
      method: 'POST',
      path: '/services/data/:version/composite',
      access: 'session',
      answer: async (asked) => {
        const parts = partsOf(asked.body['compositeRequest'], partsAtMost);
        refuseHeavy(parts);
        const answers = await together(ground, asked, parts, dispatch(), asked.body['allOrNone'] === true);
        return { status: 200, body: { compositeResponse: answers } };
      },
    },
    {
      method: 'POST',
      path: '/services/data/:version/composite/graph',
      access: 'session',
      answer: (asked) => graphs(ground, asked, dispatch()),
    },
  ];
}

async function graphs(ground: Ground, asked: Asked, dispatch: Dispatch): Promise<Reply> {
  const given = asked.body['graphs'];
  if (!Array.isArray(given)) throw refused('JSON_PARSER_ERROR', 'graphs is no list');
  if (given.length > 75) throw refused('LIMIT_EXCEEDED', 'a request has at most 75 graphs');
  const answers: object[] = [];
  for (const { graphId, compositeRequest } of given as { graphId: string; compositeRequest: unknown }[]) {
    const parts = partsOf(compositeRequest, 500);
    const compositeResponse = await together(ground, asked, parts, dispatch, true);
    const isSuccessful = compositeResponse.every(({ httpStatusCode }) => httpStatusCode < 400);
    answers.push({ graphId, graphResponse: { compositeResponse }, isSuccessful });
  }
  return { status: 200, body: { graphs: answers } };
}

function partsOf(given: unknown, most: number): Part[] {
  if (!Array.isArray(given)) throw refused('JSON_PARSER_ERROR', 'compositeRequest is no list');
  if (given.length > most) {
    throw refused('LIMIT_EXCEEDED', `The number of subrequests exceeds the limit of ${most}`);
  }
  return given as Part[];
}

function refuseHeavy(parts: Part[]): void {
  const heavy = parts.filter(({ url }) => /\/(query|queryAll|composite\/sobjects)(\/|\?|$)/.test(url));
  if (heavy.length <= heavyAtMost) return;
  throw refused(
    'LIMIT_EXCEEDED',
    `A composite request has at most ${heavyAtMost} query and sObject Collections subrequests`,
  );
}

/** All parts in their order; with `allOrNone` one that fails undoes the others, which say so. */
async function together(
  ground: Ground,
  asked: Asked,
  parts: Part[],
  dispatch: Dispatch,
  allOrNone: boolean,
): Promise<Answered[]> {
  const known = new Map<string, Answered>();
  const answer = (part: Part) => answered(asked, part, known, dispatch);
  if (!allOrNone) {
    for (const part of parts) known.set(part.referenceId, await answer(part));
    return [...known.values()];
  }
  const undo = ground.transaction();
  let failed = false;
  for (const part of parts) {
    const one: Answered = failed ? halted(part, rolledBack) : await answer(part);
    failed ||= one.httpStatusCode >= 400;
    known.set(part.referenceId, one);
  }
  if (!failed) {
    undo.keep();
    return [...known.values()];
  }
  undo.back();
  const innocent = ({ httpStatusCode }: Answered) => httpStatusCode < 400;
  return parts.map((part) => {
    const one = known.get(part.referenceId) as Answered;
    return innocent(one) ? halted(part, rolledBack) : one;
  });
}

const rolledBack = 'The transaction was rolled back since another operation in the same transaction failed.';

function halted({ referenceId }: Part, message: string): Answered {
  return { body: [{ errorCode: 'PROCESSING_HALTED', message }], httpHeaders: {}, httpStatusCode: 400, referenceId };
}

async function answered(asked: Asked, part: Part, known: Map<string, Answered>, dispatch: Dispatch): Promise<Answered> {
  try {
    const reply = await dispatch(requestOf(asked, filled(part, known) as Part), asked.userId);
    const { Location } = reply.headers ?? {};
    return {
      body: reply.body ?? null,
      httpHeaders: Location === undefined ? {} : { Location },
      httpStatusCode: reply.status,
      referenceId: part.referenceId,
    };
  } catch (error) {
    if (error instanceof NoReference) return halted(part, error.message);
    throw error;
  }
}

function requestOf({ request }: Asked, { method, url, body, httpHeaders = {} }: Part): SandboxRequest {
  const at = new URL(url, 'http://127.0.0.1');
  const own = Object.fromEntries(Object.entries(httpHeaders).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    method,
    path: at.pathname,
    params: {},
    query: at.searchParams,
    headers: { ...request.headers, ...own, 'content-type': 'application/json' },
    rawBody: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
  };
}

class NoReference extends Error {}

/** The same with `@{reference.field}` replaced by what earlier parts answered. */
function filled(value: unknown, known: Map<string, Answered>): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(/@\{([^}]+)\}/g, (_, path: string) => String(lookedUp(path, known)));
  }
  if (Array.isArray(value)) return value.map((one) => filled(one, known));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filled(one, known)]));
}

function lookedUp(path: string, known: Map<string, Answered>): unknown {
  const [reference = '', ...steps] = path.split(/[.[\]]+/).filter((step) => step !== '');
  let value: unknown = known.get(reference)?.body;
  const failed = (known.get(reference)?.httpStatusCode ?? 400) >= 400;
  for (const step of steps) value = (value as Record<string, unknown> | null | undefined)?.[step];
  if (!failed && value !== undefined && value !== null) return value;
  throw new NoReference(`Invalid reference specified. No value for ${path} found in ${reference}`);
}
