import type { Press, Pressed } from '../channels/answers.ts';
import { CLAIMED_ALREADY } from '../domain/sla/claims.ts';
import { hookData } from '../domain/telling/hookData.ts';
import type { Rows } from '../store/store.ts';
import { deedClaim } from './claims.ts';
import { type Deeded, type Deeding, refused } from './deed.ts';
import { deedClose } from './deedClose.ts';
import { deedContacted } from './deedContacted.ts';
import { deedReassign } from './deedReassign.ts';
import { deedRelease } from './deedRelease.ts';
import { deedSnooze } from './deedSnooze.ts';
import type { JobKind, Parts, Workspace } from './parts.ts';
import { placeOf } from './place.ts';
import { type Person, personOf } from './who.ts';

/** What somebody is answered, and what is to be woken for it. */
export type Acted = { pressed: Pressed; added: { kind: JobKind; ids: string[] }[] };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Somebody pressed something: decided, kept and answered in one transaction, or not at all. The same press again changes nothing,
 * and has the same answer. Never throws for what the presser did.
 */
export async function act(parts: Parts, ws: Workspace, press: Press): Promise<Acted> {
  const acted = await parts.store.together(ws.id, async (rows) => {
    const before = await rows.takePress(press.key, parts.now());
    if (before !== undefined) return { pressed: before, added: [] };
    const done = await actOnce(parts, ws, rows, press);
    await rows.answerPress(press.key, done.pressed);
    return done;
  });
  const what = `${press.do.replaceAll('_', ' ')}${acted.pressed.ok ? '' : ', refused'}`;
  parts.tell('deed', `${what}, by ${press.via}`, { episode: press.episode });
  return acted;
}

async function actOnce(parts: Parts, ws: Workspace, rows: Rows, press: Press): Promise<Acted> {
  const deciding = await ws.deciding(rows);
  const person = await personOf(rows, ws, press.who, deciding.model);
  if (person.rep === undefined && !person.manager) return said(strangerTo(press));
  const isId = UUID.test(press.episode);
  // Of hundreds who come too late few wait for the lead.
  const late =
    isId && press.do === 'claim' ? await tooLate(rows, ws, press.episode, { person, now: parts.now() }) : undefined;
  if (late !== undefined) return said(late);
  const [episode] = isId ? await rows.lockEpisodes([press.episode], ws.crm.kind) : [];
  const [subject] = isId ? await rows.alertSubjects([press.episode], ws.crm.kind) : [];
  if (episode === undefined || subject === undefined) return said('This lead is not known any more');
  // The time is read after the lock: whoever was first there was first.
  const deeding = { rows, ws, deciding, person, episode, subject, now: parts.now() };
  return kept(deeding, await done(deeding, press));
}

/** What somebody is told who claims what another has by now, or what is over. */
async function tooLate(
  rows: Rows,
  ws: Workspace,
  episode: string,
  { person, now }: { person: Person; now: number },
): Promise<string | undefined> {
  const [subject] = await rows.alertSubjects([episode], ws.crm.kind);
  if (subject === undefined || subject.state === 'open' || subject.claimedById === person.rep?.id) return undefined;
  return refused({ subject, now }, { because: CLAIMED_ALREADY }).text;
}

function done(deeding: Deeding, press: Press): Promise<Deeded> {
  switch (press.do) {
    case 'claim':
      return deedClaim(deeding);
    case 'contacted':
      return deedContacted(deeding, press);
    case 'snooze':
      return deedSnooze(deeding, press.until);
    case 'release':
      return deedRelease(deeding);
    case 'reassign':
      return deedReassign(deeding, press.to);
    case 'not_a_fit':
      return deedClose(deeding, press);
  }
}

/** What has changed is shown by every card, and told to those who asked for it. */
async function kept(deeding: Deeding, { ok, text, change }: Deeded): Promise<Acted> {
  if (change === undefined) return { pressed: { ok, text }, added: [] };
  const { rows, episode, now } = deeding;
  const cards = await rows.cardsChanged([episode.id], now);
  const hooks = await rows.addHookEvents([await eventOf(deeding, change)], now);
  const woken = change.kinds.map((kind) => ({ kind, ids: change.added }));
  return { pressed: { ok, text }, added: [...woken, { kind: 'card', ids: cards }, { kind: 'hook', ids: hooks }] };
}

async function eventOf(
  { rows, ws, person, episode, subject, now }: Deeding,
  { hook, more }: NonNullable<Deeded['change']>,
) {
  const [after] = await rows.alertSubjects([episode.id], ws.crm.kind);
  const { score, tier, reasons, assignee, assigneeEmail: email, respondBy } = after ?? subject;
  const data = hookData(
    {
      episode: episode.id,
      lead: placeOf(ws, episode.record),
      score,
      tier,
      reasons,
      ...(assignee !== undefined && { assignee: { name: assignee, ...(email !== undefined && { email }) } }),
      respondBy,
    },
    { by: person.name, ...more },
  );
  return { key: `${hook}:${episode.id}:${episode.round}:${now}`, type: hook, at: now, data };
}

function said(text: string): Acted {
  return { pressed: { ok: false, text }, added: [] };
}

function strangerTo({ who }: Press): string {
  const nobody = who.email === undefined ? 'Nobody in your CRM is linked to you here' : NOBODY_WITH_IT;
  return `${nobody}: ask your admin`;
}

const NOBODY_WITH_IT = 'Nobody with your e-mail address is a rep in your CRM';
