import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSalesforce, type SalesforceSandbox } from '../../../src/sandbox/salesforce/salesforce.ts';
import { populate, setUp } from './people.ts';

/** How large the org is, and what time it is there at the start. */
type OrgOptions = { people: number; startAt: number };
/** Where the org is, and where its clock is set: `?now=` in epoch ms. */
export type Where = { url: string; token: string; clock: string };
/** What the org saw: calls as it counts them and by what they are, refusals for having made too many, and scores that stand in it. */
export type Seen = { calls: number; operations: Record<string, number>; limited: number; scored: number; now: number };

/** Salesforce with its own limits, in a process and with a clock of its own, which is set from outside. */
async function open({ people, startAt }: OrgOptions): Promise<{ where: Where; seen: () => Seen }> {
  let at = startAt;
  const org = await startSalesforce({ now: () => at });
  setUp(org);
  populate(org, people, startAt);
  const limited = countRefusals(org);
  const clock = createServer((request, reply) => {
    at = Math.max(at, Number(new URL(request.url ?? '/', 'http://clock').searchParams.get('now')));
    reply.end();
  });
  await new Promise<void>((resolve) => void clock.listen(0, '127.0.0.1', resolve));
  const { port } = clock.address() as AddressInfo;
  const where = { url: org.url, token: org.token, clock: `http://127.0.0.1:${port}/` };
  return { where, seen: () => ({ ...seenBy(org), limited: limited(), now: at }) };
}

/** Answers for calls of which there were too many: 403 is said for nothing else here. */
function countRefusals(org: SalesforceSandbox): () => number {
  let refused = 0;
  org.onCall(({ status }, phase) => {
    if (phase === 'after' && status === 403) refused += 1;
  });
  return () => refused;
}

function seenBy(org: SalesforceSandbox): Pick<Seen, 'calls' | 'operations' | 'scored'> {
  const rows = [...org.rows('Lead'), ...org.rows('Contact')];
  const scored = rows.filter((row) => typeof row['Lead_Score__c'] === 'number').length;
  return { calls: org.apiCalls(), operations: Object.fromEntries(org.operations()), scored };
}

const org = await open(JSON.parse(process.argv[2] ?? '{}') as OrgOptions);
process.once('disconnect', () => process.exit());
process.on('message', () => void process.send?.(org.seen()));
process.send?.(org.where);
