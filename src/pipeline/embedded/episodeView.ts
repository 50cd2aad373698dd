import type { EpisodeView } from '../../../hubspot-app/src/app/shared/api.ts';
import type { Alert } from '../../channels/channel.ts';
import { agoInWords } from '../../domain/explain/whenInWords.ts';
import { dueInWords, isLate, timeInWords } from '../../domain/telling/urgency.ts';
import type { Person } from '../who.ts';
import { viewerOf, type Visit } from './visit.ts';

/** An episode that is not over, for whoever looks at the lead's record. */
export function episodeView(
  alert: Alert,
  { person, clock, now }: Pick<Visit, 'person' | 'clock' | 'now'>,
): EpisodeView {
  const { episode, tier, owner, assignee, standing, fyi } = alert;
  const isAnswered = standing.kind === 'contacted';
  return {
    id: episode,
    tier,
    state: stateOf(alert),
    stateWords: stateInWords(alert, { clock, now }),
    late: !isAnswered && isLate(alert, now),
    may: mayOf(alert, person),
    ...(owner !== undefined && { owner }),
    ...(assignee !== undefined && { assignee }),
    ...(!isAnswered && fyi !== true && { due: dueInWords(alert, now, clock) }),
  };
}

/** Closed ones are nobody's to act on, and are not shown. */
export function stateOf({ standing: { kind } }: Alert): EpisodeView['state'] {
  return kind === 'closed' ? 'contacted' : kind;
}

function stateInWords(alert: Alert, { clock, now }: Pick<Visit, 'clock' | 'now'>): string {
  const { standing } = alert;
  const by = 'by' in standing && standing.by !== undefined ? ` by ${standing.by}` : '';
  if (standing.kind === 'open') return `open since ${timeInWords(alert.reasonsAt, now, clock)}`;
  return `${standing.kind}${by} ${agoInWords(standing.at, now, clock)}`;
}

/** A manager whom the CRM gives no leads may say that one was contacted, and claim none. */
export function mayOf(alert: Alert, person: Person): EpisodeView['may'] {
  const isTeam = person.rep !== undefined || person.manager;
  const claim = person.rep !== undefined && alert.controls.includes('claim');
  const contacted = isTeam && alert.controls.includes('contacted');
  const because = claim ? undefined : whyNoClaim(alert, person);
  return { claim, contacted, ...(because !== undefined && { because }) };
}

function whyNoClaim({ standing, assignee, fyi }: Alert, person: Person): string | undefined {
  const { problem } = viewerOf(person);
  if (problem !== undefined) return problem;
  if (standing.kind === 'contacted') return `${standing.by ?? 'Somebody'} was in touch with them already.`;
  if (standing.kind === 'closed') return 'This is over.';
  if (standing.kind === 'claimed') return standing.by === person.rep?.name ? undefined : `${standing.by} is on it.`;
  if (person.rep === undefined) return 'Only a rep who owns records in HubSpot can have a lead.';
  if (fyi === true) return 'They were spoken with in the last day: there is no clock.';
  return `Only ${assignee ?? 'its rep'} and their backup may claim it.`;
}
