import type { Heard } from './dayHeard.ts';
import type { Day } from './dayPlay.ts';
import { dayLeads } from './dayScript.ts';
import { isAtWork, manager, outage, team, timeOf } from './dayTeam.ts';

const MINUTE_MS = 60_000;
/** From an instant to what is told at it: a few tries, or one after another in a shared place. */
const AT_ONCE_MS = 2 * MINUTE_MS;

/** The rules of the day, told anew and without the product's own code or rows. Each answers with what broke it, in sentences. */
type Rule = (day: Day) => string[];

type Named = { lead: string };

/** Nobody hears the same of a lead twice, by whatever way; the shared channel sees each lead once. */
export const nothingIsToldTwice: Rule = ({ heard }) => {
  const news = heard
    .filter(({ by }) => by !== 'answer in Slack')
    .flatMap(({ leads, whom, meaning }) =>
      leads.map((lead) => `${lead}: ${whom} ${whom === '#hot-leads' ? 'hears of it' : meaning}`),
    );
  return news.filter((each, i) => news.indexOf(each) !== i);
};

/** Somebody hears of every lead at once; while reps are there, one of them does. */
export const noLeadIsSilent: Rule = ({ heard }) =>
  dayLeads.flatMap(({ name, at, country }) => {
    const soon = of(heard, name).filter((each) => each.at - at <= AT_ONCE_MS);
    const reached = hasPool(at) && country === undefined ? soon.some(({ whom }) => isRep(whom)) : soon.length > 0;
    return reached ? [] : [`${name} came at ${timeOf(at)}, and by ${timeOf(at + AT_ONCE_MS)} nobody was told`];
  });

/** Who is away, on holiday or asleep hears of nothing. */
export const nobodyAbsentIsTold: Rule = ({ heard }) =>
  heard
    .filter(({ whom, at }) => isRep(whom) && !isAtWork(whom, at))
    .map(({ whom, at, what }) => `${whom} was told at ${timeOf(at)}, and was not there: ${what}`);

/** What is answered is not spoken of any more, but in the sum of the day. */
export const contactEndsIt: Rule = (day) =>
  dayLeads.flatMap(({ name }) => {
    const end = endOf(day, { lead: name })?.at ?? Infinity;
    return of(day.heard, name)
      .filter(({ at, by, meaning }) => at > end && by !== 'answer in Slack' && meaning !== 'the day')
      .map(({ at, whom, what }) => `${name}: ${whom} heard at ${timeOf(at)}, after ${timeOf(end)}: ${what}`);
  });

/** Whoever gets it after somebody's silence hears of that, or, where they knew of it before, that it is theirs now. */
const GIVEN_ON = /^another rep was looked for$|^It is yours/;

const rungs = [
  { after: 10, says: /^please answer now$/ },
  { after: 15, says: /the backup, was told$/ },
  { after: 30, says: GIVEN_ON },
  { after: 45, says: /^it went up to / },
];

/** While nobody does anything the ladder climbs, through the outage as before and after it. */
export const silenceGoesUp: Rule = (day) =>
  dayLeads
    .filter(({ at, coming, country }) => hasPool(at) && coming === 'demo' && country === undefined)
    .flatMap(({ name, at }) => {
      const touched = day.did.find(({ lead }) => lead === name)?.at ?? Infinity;
      const due = rungs.filter(({ after }) => at + after * MINUTE_MS < touched);
      return due.flatMap(({ after, says }) => {
        const from = at + after * MINUTE_MS;
        const told = of(day.heard, name).some(
          (each) => says.test(each.meaning) && from <= each.at && each.at - from <= AT_ONCE_MS,
        );
        return told ? [] : [`${name}: nobody was told at ${timeOf(from)}, ${after} minutes after it came`];
      });
    });

/** While Slack is away everything that a person is to hear comes by e-mail, and nothing by Slack. */
export const mailTakesOver: Rule = ({ heard }) => [
  ...heard
    .filter(({ at, by }) => isInOutage(at) && by !== 'e-mail')
    .map(({ at, whom, what }) => `${whom} heard in Slack at ${timeOf(at)}, while it was away: ${what}`),
  ...dayLeads
    .filter(({ at }) => isInOutage(at))
    .filter(
      ({ name, at }) =>
        !of(heard, name).some((each) => each.by === 'e-mail' && isRep(each.whom) && each.at - at <= AT_ONCE_MS),
    )
    .map(({ name }) => `${name}: no mail in time`),
];

/** What nobody had answered by then is seen in the shared channel once Slack is back, a quarter of an hour later at the latest. */
export const nothingIsLost: Rule = (day) =>
  dayLeads
    .filter(({ name, at }) => isInOutage(at) && (endOf(day, { lead: name })?.at ?? Infinity) > outage.to)
    .filter(
      ({ name }) =>
        !of(day.heard, name).some(
          ({ by, at }) => by === '#hot-leads' && at >= outage.to && at - outage.to < 15 * MINUTE_MS,
        ),
    )
    .map(({ name }) => `${name} was never seen in the shared channel`);

/** Two minutes after somebody got a lead they have all there is to read, unless it was answered before. */
export const everyoneIsBriefed: Rule = (day) =>
  day.heard.flatMap(({ leads: [lead = ''], whom, at, meaning }) => {
    const isTheirs = isRep(whom) && (meaning === 'hot' || GIVEN_ON.test(meaning));
    const moved = day.did.find((deed) => deed.lead === lead && deed.did === 'reassigns' && deed.at >= at)?.at;
    const end = Math.min(endOf(day, { lead })?.at ?? Infinity, moved ?? Infinity);
    if (!isTheirs || end - at <= 2 * MINUTE_MS) return [];
    const briefed = of(day.heard, lead).some(
      (each) =>
        each.meaning === 'before the call' && each.whom === whom && Math.abs(each.at - at - 2 * MINUTE_MS) < 15_000,
    );
    return briefed ? [] : [`${lead}: ${whom} got it at ${timeOf(at)}, and no mail to read two minutes later`];
  });

/** What nobody answered, and what nobody could take, the manager heard of. */
export const managerHearsOfSilence: Rule = (day) =>
  dayLeads
    .filter(({ name }) => endOf(day, { lead: name }) === undefined)
    .filter(({ name }) => !of(day.heard, name).some(({ whom }) => whom === manager.name))
    .map(({ name }) => `${name}: nobody answered, and ${manager.name} never heard`);

/** What ended a lead: somebody spoke with them, or it was none. */
export function endOf({ did }: Day, { lead }: Named): Day['did'][number] | undefined {
  return did.find((deed) => deed.lead === lead && ['calls', 'is contacted', 'says not a fit'].includes(deed.did));
}

function of(heard: readonly Heard[], lead: string): Heard[] {
  return heard.filter(({ leads }) => leads.includes(lead));
}

function isRep(whom: string): boolean {
  return team.some(({ name }) => name === whom);
}

function hasPool(at: number): boolean {
  return ['Ann', 'Cy', 'Dee'].some((name) => isAtWork(name, at));
}

function isInOutage(at: number): boolean {
  return outage.from <= at && at < outage.to;
}
