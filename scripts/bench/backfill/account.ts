import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type HubspotSandbox, startHubspot } from '../../../src/sandbox/hubspot/hubspot.ts';
import { leadOf } from './lead.ts';

/** How large the account is, and what time it is there at the start. */
type AccountOptions = { contacts: number; startAt: number };
/** Where the account is, and where its clock is set: `?now=` in epoch ms. */
export type Where = { url: string; portalId: number; clock: string; seededMs: number };
/** What the account saw: calls by what they are, refusals for pace, and what stands in its contacts. */
export type Seen = {
  calls: Record<string, number>;
  tooMany: number;
  scored: number;
  scores: string;
  now: number;
};

/** HubSpot with its own limits, in a process and with a clock of its own, which is set from outside. */
async function open({ contacts, startAt }: AccountOptions): Promise<{ where: Where; seen: () => Seen }> {
  let at = startAt;
  const hubspot = await startHubspot({ now: () => at, watched: [] });
  const begun = performance.now();
  const ids = hubspot.seedContacts(contacts, (index) => leadOf(index, startAt));
  const seededMs = performance.now() - begun;
  const clock = createServer((request, reply) => {
    at = Math.max(at, Number(new URL(request.url ?? '/', 'http://clock').searchParams.get('now')));
    reply.end();
  });
  await new Promise<void>((resolve) => void clock.listen(0, '127.0.0.1', resolve));
  const { port } = clock.address() as AddressInfo;
  const where = { url: hubspot.url, portalId: hubspot.portalId, clock: `http://127.0.0.1:${port}/`, seededMs };
  return { where, seen: () => seenBy(hubspot, ids, at) };
}

function seenBy(hubspot: HubspotSandbox, ids: string[], now: number): Seen {
  const calls: Record<string, number> = {};
  for (const { method, path } of hubspot.calls) calls[`${method} ${path}`] = (calls[`${method} ${path}`] ?? 0) + 1;
  const scores = ids.map((id) => hubspot.contact(id)?.['hotlead_score'] ?? '');
  return {
    calls,
    tooMany: hubspot.calls.filter(({ status }) => status === 429).length,
    scored: scores.filter((score) => score !== '').length,
    scores: scores.join(','),
    now,
  };
}

const account = await open(JSON.parse(process.argv[2] ?? '{}') as AccountOptions);
process.once('disconnect', () => process.exit());
process.on('message', () => void process.send?.(account.seen()));
process.send?.(account.where);
