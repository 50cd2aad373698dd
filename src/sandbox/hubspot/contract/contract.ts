import type { Handler, Reply, SandboxRequest, SandboxServer } from '../../server.ts';
import { invalid } from '../refusal.ts';
import { document } from './document.ts';
import { finder, pointerTo, type Place } from './finding.ts';
import { requestBreaches } from './request.ts';
import { validating, type Breach } from './validating.ts';

/** A request that breaks the contract: which operation (`unknown` when there is none such), where, and which rule. */
export type Violation = { operation: string; call: string; place: string; rule: string };

// Constants, made of a constant: compiling them anew for each server would take longer than most tests.
const find = finder(document.paths);
const valid = validating();

/** Whatever is asked beyond this is not kept: a broken client asks for ever. */
const KEPT = 1_000;

/** The contract at work on one server: it records what breaks it, refuses what HubSpot refuses, and holds our answers to it too. */
export function newContract({ checksAnswers }: { checksAnswers: boolean }) {
  const violations: Violation[] = [];
  const seen = new Map<string, number>();
  const broken = new WeakMap<SandboxRequest, Breach>();

  function check(request: SandboxRequest): Place | undefined {
    const place = find(request.method, request.path);
    const breaches = place ? requestBreaches(valid, place, request) : [unknownOperation];
    const operation = place?.operation.operationId ?? 'unknown';
    if (place) seen.set(operation, (seen.get(operation) ?? 0) + 1);
    const call = `${request.method} ${request.path}`;
    for (const { place: at, rule } of breaches)
      if (violations.length < KEPT) violations.push({ operation, call, place: at, rule });
    const refused = breaches.find(({ unknownName }) => !unknownName);
    if (refused) broken.set(request, refused);
    return place;
  }

  return {
    check,

    /** Routes whose requests and answers are held against the contract. */
    watching(server: SandboxServer): Pick<SandboxServer, 'route'> {
      const watched =
        (handler: Handler): Handler =>
        async (request) => {
          const place = check(request);
          const reply = await handler(request);
          if (place && checksAnswers) refuseDrift(place, reply);
          return reply;
        };
      return { route: (method, pattern, handler) => server.route(method, pattern, watched(handler)) };
    },

    /** Throws the 400 of a request that breaks the contract in a way that HubSpot refuses. */
    refuseBroken: (request: SandboxRequest): void => {
      const breach = broken.get(request);
      if (breach) throw invalid(`Invalid input JSON on line 1, column 1: ${breach.place} ${breach.rule}`);
    },

    violations: (): Violation[] => [...violations],
    takeViolations: (): Violation[] => violations.splice(0),
    operationsSeen: (): ReadonlyMap<string, number> => seen,
  };
}

const unknownOperation: Breach = { place: 'path', rule: 'is of no operation of the contract', unknownName: true };

/** Our own fault: the sandbox would teach something that HubSpot does not do. */
function refuseDrift({ operation, pointer }: Place, { status, body }: Reply): void {
  const known = operation.responses[String(status)] ? String(status) : status >= 400 ? 'default' : undefined;
  const named = `the sandbox's answer ${status} to ${operation.operationId}`;
  if (known === undefined) throw new Error(`${named} is not in its own contract`);
  const isJson = operation.responses[known]?.content?.['application/json'] !== undefined;
  if (!isJson) return;
  const breaches = valid.at(
    `${pointer}${pointerTo('responses', known, 'content', 'application/json', 'schema')}`,
    body,
    '',
  );
  const [first] = breaches;
  if (first) throw new Error(`${named} breaks its own contract: ${first.place || 'the body'} ${first.rule}`);
}
