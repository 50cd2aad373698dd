import type { Reply, SandboxRequest } from '../server.ts';
import type { Ground, Writer } from './ground.ts';
import { methods } from './metadata-calls.ts';
import { deployed, deployResult, type DeployBook } from './metadata-deploy.ts';
import { newMetadataStore } from './metadata-store.ts';
import { Refusal, refused } from './refusal.ts';
import type { Asked, Route } from './route.ts';
import { faultReply, soapCall, SoapFault, soapReply } from './soap.ts';

/** What a test sees of deploys from outside. */
export type MetadataHands = {
  /** What is there by deploys and by single calls, as `{type, fullName}`. */
  deployed(): { type: string; fullName: string }[];
};

/** The Metadata API, by SOAP as jsforce calls it, and its deploys by REST. A deploy is done at once. */
export function metadataRoutes(ground: Ground): { routes: Route[]; hands: MetadataHands } {
  const book: DeployBook = { deploys: new Map(), store: newMetadataStore() };
  const rest = '/services/data/:version/metadata/deployRequest';
  const routes: Route[] = [
    {
      method: 'POST',
      path: '/services/Soap/m/:version',
      access: 'open',
      answer: ({ request }) => answered(ground, book, request),
    },
    { method: 'POST', path: rest, access: 'session', answer: (asked) => startedByRest(ground, book, asked) },
    { method: 'GET', path: `${rest}/:deploy`, access: 'session', answer: ({ request }) => toldByRest(book, request) },
  ];
  const hands = { deployed: () => book.store.all().map(({ type, fullName }) => ({ type, fullName })) };
  return { routes, hands };
}

function answered(ground: Ground, book: DeployBook, { rawBody }: SandboxRequest): Reply {
  try {
    const { method, asked, sessionId, client } = soapCall(rawBody);
    const by = writerOf(ground, sessionId, client);
    const headers = ground.meter.take();
    const run = methods[method];
    if (!run) throw new SoapFault('INVALID_OPERATION', `No operation available for request ${method}`);
    const reply = soapReply(method, run({ ground, book, asked, by }));
    return { ...reply, headers: { ...reply.headers, ...headers } };
  } catch (error) {
    if (error instanceof SoapFault) return faultReply(error);
    if (error instanceof Refusal) return faultReply(new SoapFault(error.errorCode, error.message));
    throw error;
  }
}

function writerOf({ sessions }: Ground, sessionId: string, client: string | undefined): Writer {
  const userId = sessions.userOf(sessionId);
  if (userId === undefined)
    throw new SoapFault('INVALID_SESSION_ID', 'Invalid Session ID found in SessionHeader: Illegal Session');
  return { userId, autoAssign: false, ...(client !== undefined && { client }) };
}

/** The body has two parts: the zip file, and the options as JSON. */
function startedByRest(ground: Ground, book: DeployBook, { request, userId }: Asked): Reply {
  const boundary = /boundary="?([^";]+)"?/.exec(request.headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) throw refused('INVALID_MULTIPART_REQUEST', 'The request is not multipart');
  const parts = partsOf(request.rawBody, boundary);
  const options = parts.get('entity_content') ?? parts.get('json');
  const archive = parts.get('file');
  if (!options || !archive) throw refused('INVALID_MULTIPART_REQUEST', 'The zip file or its options are missing');
  const { deployOptions = {} } = JSON.parse(options.toString('utf8')) as { deployOptions?: Record<string, unknown> };
  const { checkOnly = false, rollbackOnError = false } = deployOptions;
  const wanted = { checkOnly: checkOnly === true, rollbackOnError: rollbackOnError === true };
  const { id } = deployed(ground, book, archive, wanted, { userId, autoAssign: false });
  const deployResultNow = { id, done: false, status: 'Pending', success: false, checkOnly, rollbackOnError };
  return { status: 201, body: { id, deployOptions, deployResult: deployResultNow } };
}

function toldByRest({ deploys }: DeployBook, { params, query }: SandboxRequest): Reply {
  const deploy = deploys.get(params['deploy'] ?? '');
  if (!deploy) throw new Refusal(404, 'NOT_FOUND', 'The requested resource does not exist');
  const told = deployResult(deploy, query.get('includeDetails') === 'true');
  return { status: 200, body: { id: deploy.id, deployResult: told } };
}

/** The parts of a multipart body by their names. */
function partsOf(body: Buffer, boundary: string): Map<string, Buffer> {
  const mark = Buffer.from(`--${boundary}`);
  const parts = new Map<string, Buffer>();
  for (let at = body.indexOf(mark); at >= 0;) {
    const next = body.indexOf(mark, at + mark.length);
    if (next < 0) break;
    const part = body.subarray(at + mark.length + 2, next - 2);
    const head = part.indexOf('\r\n\r\n');
    const name = /name="([^"]+)"/.exec(part.toString('latin1', 0, head))?.[1];
    if (name !== undefined) parts.set(name, part.subarray(head + 4));
    at = next;
  }
  return parts;
}
