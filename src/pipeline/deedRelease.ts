import { rungsOf } from '../domain/assignment.ts';
import { release } from '../domain/sla/deeds.ts';
import { isEnded, startLadder } from '../domain/sla/ladder.ts';
import type { EpisodeOfLead } from '../store/work.ts';
import { byOf, deederOf, type Deeded, type Deeding, refused } from './deed.ts';
import { endSnooze } from './deedSnooze.ts';
import { ladderKey } from './timers.ts';

/** The claim is given back, and the ladder goes on where it is; one that has ended begins anew, or nobody would hear of the lead. */
export async function deedRelease(deeding: Deeding): Promise<Deeded> {
  const { rows, deciding, person, episode, subject, now } = deeding;
  const held = release(episode, deederOf(person));
  if (!held.ok) return refused(deeding, held);
  const { sla } = deciding.model;
  const mayRestart = episode.ladder !== undefined && isEnded(episode.ladder);
  const ladder = mayRestart ? { ladder: startLadder(rungsOf(episode, sla), now, sla), ladderEnded: false } : {};
  await rows.saveLadders([{ ...(held.holding as EpisodeOfLead), ...ladder }]);
  await endSnooze(deeding);
  await rows.retime([{ key: ladderKey(episode), dueAt: now }]);
  const { id, round, lead, watermark, claimedBy } = episode;
  const inputs = { deed: 'release', ...byOf(person), episode: id, round };
  await rows.saveDecisions([{ lead, kind: 'deed', watermark, inputs, outcome: { from: claimedBy } }], deciding, now);
  const text = `Released: ${subject.assignee ?? 'nobody'} has it until somebody claims it`;
  const more = { because: `${person.name} gave the claim back` };
  return { ok: true, text, change: { hook: 'alert.released', more, added: [`${id}-${now}`], kinds: ['sla'] } };
}
