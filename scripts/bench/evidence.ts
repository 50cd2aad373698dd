import type { HubspotSandbox } from '../../src/sandbox/hubspot/hubspot.ts';
import type { SlackSandbox } from '../../src/sandbox/slack/slack.ts';

/** How many leads have none, exactly one, or more of something. */
type Tally = { none: number; once: number; more: number };
/** What is in HubSpot and Slack at the end, whoever put it there. */
export type Evidence = {
  leads: number;
  tasks: Tally;
  /** Messages to reps, and to the channel that everybody reads. */
  alerts: Tally;
  shared: Tally;
  /** Owners, Lead Statuses written, by the versions in the property's history. */
  owners: Tally;
  statuses: Tally;
  /** Leads by `hotlead_tier` as HubSpot has it. */
  tiers: Record<string, number>;
  /** Calls by the vendor's path, and the answers that said "too many". */
  calls: Record<string, number>;
  tooMany: Record<string, number>;
};

/** Reads the sandboxes, with nothing of the product in between. */
export function evidenceOf(hubspot: HubspotSandbox, slack: SlackSandbox, leads: string[]): Evidence {
  const versions = (property: string) =>
    tally(leads, countOf(leads.flatMap((id) => hubspot.history(id, property).map(() => id))));
  const calls = [...hubspot.calls, ...slack.server.calls];
  const refused = calls.filter(({ status }) => status === 429);
  const toReps = slack.messages().filter(({ channel }) => channel.startsWith('D'));
  const toAll = slack.messages().filter(({ channel }) => channel.startsWith('C'));
  const named = ({ blocks }: { blocks: unknown[] }) =>
    leadsIn(JSON.stringify(blocks)).flatMap((index) => leads[index] ?? []);
  return {
    leads: leads.length,
    tasks: tally(leads, countOf(hubspot.tasks().flatMap(({ contactIds }) => contactIds))),
    alerts: tally(leads, countOf(toReps.flatMap(named))),
    shared: tally(leads, countOf(toAll.flatMap(named))),
    owners: versions('hubspot_owner_id'),
    statuses: versions('hs_lead_status'),
    tiers: Object.fromEntries(countOf(leads.map((id) => hubspot.contact(id)?.['hotlead_tier'] ?? 'unwritten'))),
    calls: Object.fromEntries(countOf(calls.map(({ path }) => path))),
    tooMany: Object.fromEntries(countOf(refused.map(({ path }) => path))),
  };
}

/** The numbers of the leads whom a message is about, each once: they are called Lead0, Lead1 ... */
export function leadsIn(text: string): number[] {
  return [...new Set([...text.matchAll(/\bLead(\d+)\b/g)].map(([, index]) => Number(index)))];
}

function countOf(names: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

function tally(leads: string[], counts: Map<string, number>): Tally {
  const result = { none: 0, once: 0, more: 0 };
  for (const id of leads) {
    const count = counts.get(id) ?? 0;
    result[count === 0 ? 'none' : count === 1 ? 'once' : 'more'] += 1;
  }
  return result;
}
