import type { Event, Path } from './weekPaths.ts';
import { colleagueNamed, isThere, workBetween } from './weekTeam.ts';

/** The week lead by lead, for people to judge: who got each and why, what followed, how it ended. Times are UTC. */
export function tableOf(paths: readonly Path[]): string {
  return paths.map(storyOf).join('\n\n');
}

function storyOf(path: Path): string {
  const { name, at, country, coming, whose, answering, events, deeds, episode } = path;
  const head = `${name}, ${clock(at)}, ${country}: ${coming}, tier ${episode.tier}; ${whoseInWords(whose)}; ${answeringInWords(answering)}`;
  const lines = [
    ...events.map((event) => ({ at: event.at, text: inWords(event, path) })),
    ...deeds.map((deed) => ({ at: deed.at, text: `* ${deed.rep} ${deed.did}` })),
  ].toSorted((a, b) => a.at - b.at);
  return [head, ...lines.map((line) => `    ${clock(line.at)}  ${line.text}`), `    ${endOf(path)}`].join('\n');
}

function inWords(event: Event, path: Path): string {
  switch (event.kind) {
    case 'given':
      return `-> ${event.to} (${localTime(event.to, event.at)}${isThere(event.to, event.at) ? '' : ', NOT THERE'}), ${event.how}: ${event.because}`;
    case 'waits': {
      const until = event.until === undefined ? 'nobody knows' : clock(event.until);
      return `${event.unassigned ? 'UNASSIGNED' : 'waits'} until ${until}: ${event.because}`;
    }
    case 'climbed':
      return [
        event.released ? 'claim released' : '',
        ...event.fired.map(
          ({ afterMinutes, do: rung, reaches }) => `${rung} after ${afterMinutes} (${reaches.join(', ')})`,
        ),
        ...event.skipped.map(({ afterMinutes, do: rung, because }) => `no ${rung} after ${afterMinutes}: ${because}`),
      ]
        .filter((text) => text !== '')
        .join('; ');
    case 'told':
      return `told ${event.whom}: ${event.note === '' ? 'hot lead' : event.note}`;
    case 'contact':
      return `contact by ${event.by}, ${waited(path.at, event.at)} after the signal`;
    case 'closed':
      return 'closed: cooled';
  }
}

function endOf({ at, episode }: Path): string {
  const { state, owner = 'nobody', assignee = 'nobody', contactedAt, workingMs, managerToldAt } = episode;
  const worked =
    contactedAt === undefined
      ? ''
      : `, ${Math.round(workBetween(assignee, at, contactedAt))} min of ${assignee}'s work`;
  const told = managerToldAt === undefined ? '' : `; manager told ${clock(managerToldAt)}`;
  const answered = contactedAt === undefined ? 'not answered' : `answered after ${waited(at, contactedAt)}`;
  const kept = workingMs === undefined ? '' : ` (kept: ${Math.round(workingMs / 60_000)})`;
  return `= ${state}, owner ${owner}, assignee ${assignee}: ${answered}${worked}${kept}${told}`;
}

function whoseInWords(whose: Path['whose']): string {
  switch (whose.kind) {
    case 'nobody':
      return `pool ${whose.pool}`;
    case 'named':
      return `named account ${whose.account}`;
    case 'deal':
      return `${whose.owner}'s deal in ${whose.stage}`;
    case 'owned':
      return `${whose.owner}'s lead`;
  }
}

function answeringInWords(answering: Path['answering']): string {
  if (answering.kind === 'never') return 'nobody answers';
  if (answering.kind === 'calls') return `a call after ${answering.after}`;
  const then = answering.calls === undefined ? 'nothing' : `a call ${answering.calls} later`;
  return `a claim after ${answering.after}, then ${then}`;
}

/** "Mon 1, 09:30". */
export function clock(at: number): string {
  const time = new Date(at);
  const day = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][time.getUTCDay()] ?? '';
  return `${day} ${time.getUTCDate()}, ${time.toISOString().slice(11, 16)}`;
}

function localTime(rep: string, at: number): string {
  return `${clock(at + colleagueNamed(rep).place.utcMinutes * 60_000)} there`;
}

function waited(from: number, to: number): string {
  const minutes = Math.round((to - from) / 60_000);
  return minutes < 120 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`;
}
