import type { EpisodeAtWork } from './episodeAtWork.ts';
import { datedInWords } from './explain/reasonInWords.ts';
import type { ReaderClock } from './explain/whenInWords.ts';

/** A task in the CRM. `marker` is the same however often it is asked for; `dueAt` is epoch ms. */
export type WantedTask = { marker: string; subject: string; body: string; dueAt: number; assignee: string };

/**
 * The task of whoever gets a hot lead, dated by their clock. It stays as it is when somebody in another zone gets it later, so each
 * time says whose it is.
 */
export function taskFor(
  episode: Pick<EpisodeAtWork, 'id' | 'round' | 'score' | 'tier' | 'company' | 'facts'>,
  { assignee, because, dueAt, clock }: { assignee: string; because: string; dueAt: number; clock: ReaderClock },
): WantedTask {
  const { id, round, score, tier, facts } = episode;
  const company = episode.company === undefined ? '' : ` at ${episode.company}`;
  const why = facts.reasons?.map((reason) => datedInWords(reason, clock)) ?? facts.dated;
  const body = [
    `Score ${score}, tier ${tier}. Contact this lead${company} within 1 hour.`,
    'Why now:',
    ...why.map((reason) => `- ${reason}`),
    `Assigned because: ${because}.`,
  ].join('\n');
  const subject = `HOT LEAD: Contact within 1 hour - ${facts.short.slice(0, 3).join(', ')}`;
  return { marker: `${id}-${round}`, subject, body, dueAt, assignee };
}
