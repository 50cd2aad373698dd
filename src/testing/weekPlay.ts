import { type WeekLead, weekLeads } from './weekLeads.ts';
import { afterWork, colleagueNamed, hour, isThere, team } from './weekTeam.ts';
import type { WeekWorld } from './weekWorld.ts';

/** The play ends on the second Tuesday: whatever waited over the weekend and a holiday has had its day. */
export const PLAY_UNTIL = hour(9, 17);

/** What people did, beside what the product made of it. */
export type Played = { leads: (WeekLead & { record: string })[]; deeds: Deed[]; steps: number };
export type Deed = { at: number; lead: string; rep: string; did: 'called' | 'claimed' | 'was refused' };

type Coming = { at: number; act: () => Promise<void> | void };
type OpenEpisode = { id: string; record: string; assignee: string; name: string; state: string; since: number };

/** Plays the week from instant to instant: whenever somebody does something, or one of the product's own timers rings. */
export async function playWeek(world: WeekWorld): Promise<Played> {
  const { clock, hubspot } = world;
  const deeds: Deed[] = [];
  const leads = weekLeads().map((lead) => ({ ...lead, record: known(lead, world) }));
  const ahead: Coming[] = [
    ...leads.map((lead) => ({ at: lead.at, act: () => come(lead, world) })),
    ...team.flatMap(({ name, leavesAt, off }): Coming[] => {
      const owner = world.owners.get(name) ?? '';
      return [
        ...(leavesAt === undefined ? [] : [{ at: leavesAt, act: () => hubspot.archiveOwner(owner) }]),
        ...(off === undefined ? [] : [{ at: off.toldAt, act: () => hubspot.setOutOfOffice(owner, [off]) }]),
      ];
    }),
  ];
  const noticed = new Set<string>();
  let steps = 0;
  await world.quiet();
  for (;;) {
    const at = Math.min(...ahead.map((each) => each.at), await nextTimer(world));
    if (at > PLAY_UNTIL) break;
    clock.advance(Math.max(0, at - clock.now()));
    for (const each of ahead.filter((one) => one.at <= clock.now())) {
      ahead.splice(ahead.indexOf(each), 1);
      await each.act();
    }
    await world.quiet();
    steps += 1;
    for (const episode of await openEpisodes(world)) {
      const key = `${episode.id} ${episode.name}`;
      const lead = leads.find(({ record }) => record === episode.record);
      if (lead === undefined || noticed.has(key)) continue;
      noticed.add(key);
      ahead.push(...answersOf(lead, episode, world, deeds));
    }
  }
  return { leads, deeds, steps };
}

/** A person HubSpot had before the week, whom nothing has made hot yet. */
function known({ name, email, country, whose }: WeekLead, { hubspot, owners }: WeekWorld): string {
  const owner = whose.kind === 'owned' ? owners.get(whose.owner) : undefined;
  const company = email.slice(email.indexOf('@') + 1, -'.example'.length);
  const [firstname = '', lastname = ''] = name.split(' ');
  const id = hubspot.addContact({
    email,
    firstname,
    lastname,
    company,
    country,
    ...(owner !== undefined && { hubspot_owner_id: owner }),
  });
  if (whose.kind === 'deal')
    hubspot.addDeal({ dealstage: whose.stage, hubspot_owner_id: owners.get(whose.owner) ?? '' }, [id]);
  return id;
}

function come({ record, email, coming }: WeekLead & { record: string }, { hubspot }: WeekWorld): void {
  if (coming === 'demo') hubspot.submitForm({ formId: 'f1', name: 'Demo Request', email });
  if (coming === 'sales') hubspot.submitForm({ formId: 'f2', name: 'Contact Sales', email });
  if (coming === 'demo' || coming === 'sales') return;
  const pages = ['compare/rival', 'roi-calculator', 'case-studies/a', 'docs/start', 'blog/news'];
  for (const page of [...pages, ...(coming === 'reading much' ? ['pricing'] : [])])
    hubspot.visitPage(record, `https://acme.example/${page}`);
}

/** When the product does something by itself, its standing timers apart. */
async function nextTimer({ rows }: WeekWorld): Promise<number> {
  const [row] = await rows<{ at: number | null }>(
    `select min(due_at) as at from steps where done_at is null and failed_at is null
       and key <> subject and kind not in ('account', 'relook')`,
  );
  return row?.at ?? Infinity;
}

async function openEpisodes({ rows, clock }: WeekWorld): Promise<OpenEpisode[]> {
  const found = await rows<Omit<OpenEpisode, 'since'>>(
    `select e.id, e.assignee, r.name, e.state, (select value from identities i where i.id = e.lead
       and i.kind = 'hubspot:contact') as record
     from episodes e join reps r on r.id = e.assignee where e.state in ('open', 'claimed')`,
  );
  return found.map((each) => ({ ...each, since: clock.now() }));
}

/** What whoever has a lead will do about it. */
function answersOf(lead: WeekLead, episode: OpenEpisode, world: WeekWorld, deeds: Deed[]): Coming[] {
  const { answering, name } = lead;
  const { name: rep, since } = episode;
  if (answering.kind === 'never') return [];
  const inWork = (minutes: number, act: () => Promise<void> | void): Coming[] => {
    const at = afterWork(rep, since, minutes);
    return at === undefined ? [] : [{ at, act }];
  };
  const call = () => callUp(lead, episode, world, deeds);
  if (answering.kind === 'calls') return inWork(answering.after, call);
  const claim = async () => {
    if (!(await stillTheirs(episode, world))) return;
    const { ok } = await world.claim(episode.id, episode.assignee);
    deeds.push({ at: world.clock.now(), lead: name, rep, did: ok ? 'claimed' : 'was refused' });
  };
  const { after, calls } = answering;
  return [...inWork(after, claim), ...(calls === undefined ? [] : inWork(after + calls, call))];
}

/** Whoever lost it meanwhile, or is not there, does not call. */
async function callUp({ name }: WeekLead, episode: OpenEpisode, world: WeekWorld, deeds: Deed[]): Promise<void> {
  const now = world.clock.now();
  const rep = colleagueNamed(episode.name).name;
  if (!isThere(rep, now) || !(await stillTheirs(episode, world))) return;
  world.hubspot.logCall(episode.record, { ownerId: world.owners.get(rep) ?? '', at: now });
  deeds.push({ at: now, lead: name, rep, did: 'called' });
}

async function stillTheirs({ id, assignee }: OpenEpisode, { rows }: WeekWorld): Promise<boolean> {
  const found = await rows(
    `select 1 from episodes where id = '${id}' and assignee = '${assignee}' and state in ('open', 'claimed')`,
  );
  return found.length > 0;
}
