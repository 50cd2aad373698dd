import { doDeed } from './dayHands.ts';
import { type Heard, listening } from './dayHeard.ts';
import { dayDeeds, type DayLead, dayLeads } from './dayScript.ts';
import { DAY_UNTIL, outage } from './dayTeam.ts';
import type { DayWorld } from './dayWorld.ts';

/** What came of the day, as people saw it. `records`: the leads' ids in HubSpot, by name. */
export type Day = { heard: Heard[]; did: Did[]; records: Map<string, string> };
type Did = { at: number; who: string; lead: string; did: string };

type Coming = { at: number; act: () => Promise<void> | void };

/** Plays the day from instant to instant: whenever somebody does something, or one of the product's own timers rings. */
export async function playDay(world: DayWorld): Promise<Day> {
  const { clock } = world;
  const day: Day = { heard: [], did: [], records: new Map() };
  const look = listening(world);
  const ahead = [...comings(world, day), ...slackFails(world)];
  await world.quiet();
  for (;;) {
    const next = Math.min(...ahead.map((each) => each.at), await nextTimer(world));
    if (next > DAY_UNTIL) break;
    clock.advance(Math.max(0, next - clock.now()));
    for (const each of ahead.filter((one) => one.at <= clock.now())) {
      ahead.splice(ahead.indexOf(each), 1);
      await each.act();
    }
    await world.quiet();
    day.heard.push(...(await look()));
  }
  return day;
}

function comings(world: DayWorld, day: Day): Coming[] {
  const records = new Map(dayLeads.map((lead) => [lead.name, known(lead, world)]));
  day.records = records;
  const deeds = dayDeeds.map((deed) => ({
    at: deed.at,
    act: async () => {
      const who = await doDeed(world, records.get(deed.lead) ?? '', deed);
      day.did.push({ at: deed.at, who, lead: deed.lead, did: deed.do });
    },
  }));
  return [...dayLeads.map((lead) => ({ at: lead.at, act: () => come(world, lead, records) })), ...deeds];
}

function slackFails({ slack }: DayWorld): Coming[] {
  let over = () => {};
  const begin = (how: 'errors' | 'silence') => () => {
    over();
    over = slack.outage(how);
  };
  return [
    { at: outage.from, act: begin('errors') },
    { at: outage.silentFrom, act: begin('silence') },
    { at: outage.to, act: () => over() },
  ];
}

/** A person HubSpot had before, whom nothing has made hot yet. */
function known(lead: DayLead, { hubspot, owners }: DayWorld): string {
  const [firstname = '', lastname = ''] = lead.name.split(' ');
  const owner = owners.get(lead.owner ?? '');
  return hubspot.addContact({
    email: emailOf(lead),
    firstname,
    lastname,
    company: `${firstname} Works`,
    country: lead.country ?? 'United Kingdom',
    ...(owner !== undefined && { hubspot_owner_id: owner }),
  });
}

function emailOf({ name }: DayLead): string {
  const [first = ''] = name.toLowerCase().split(' ');
  return `${first}@${first}works.example`;
}

function come({ hubspot }: DayWorld, lead: DayLead, records: Map<string, string>): void {
  if (lead.coming === 'demo') {
    hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email: emailOf(lead) });
    return;
  }
  for (const page of ['compare/rival', 'roi-calculator', 'case-studies/a', 'docs/start'])
    hubspot.visitPage(records.get(lead.name) ?? '', `https://acme.example/${page}`);
}

/** When the product does something by itself: of its standing timers only the one that sums up days. */
async function nextTimer({ rows }: DayWorld): Promise<number> {
  const [row] = await rows<{ at: number | null }>(
    `select min(due_at) as at from steps where done_at is null and failed_at is null
       and (key <> subject or key = 'digests') and kind not in ('account', 'relook')`,
  );
  return row?.at ?? Infinity;
}
