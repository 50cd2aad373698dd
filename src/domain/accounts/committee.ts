import { accountScoreAt, ownSignalsOf, type Account, type AccountLead, type CommitteeSettings } from './accounts.ts';
import { DAY_MS } from '../decay.ts';
import { plural } from '../explain/whenInWords.ts';
import { visitsAt } from '../folding.ts';
import type { Model } from '../model.ts';
import { isMatch } from '../recipes.ts';
import { valuesAt, type Valued } from '../scoring.ts';

/** One of the people who make a committee hot. */
type Person = {
  id: string;
  /** As the CRM has it. */
  role?: string;
  /** The part of the committee that the role plays; absent when no setting knows it. */
  part?: string;
  /** Types of its own signals of the last days, each once, strongest first: all of them, not only those that make it hot. */
  lately: string[];
};

/** What the AE gets: who buys together (strongest lead first), and which parts none of them plays. */
export type AccountPlay = { people: Person[]; missing: string[]; score: number; because: string };

/**
 * The account play at now, if the buying committee is hot and the last play is `everyDays` old; at exactly that age it may
 * come again. A signal counts for less than `days`; folded and worthless ones do not count (DESIGN 5). It begins with a
 * signal, when a negative one fades, or when the days since the last play are over: never by anything else.
 */
export function committeeAt(
  now: number,
  account: Account,
  model: Model,
  settings: CommitteeSettings,
  lastPlayAt?: number,
): AccountPlay | undefined {
  if (lastPlayAt !== undefined && now - lastPlayAt < settings.everyDays * DAY_MS) return undefined;
  const active = new Map(account.leads.flatMap((lead) => activeAt(now, lead, model, settings)));
  if (active.size < settings.leads) return undefined;
  const { score, leads } = accountScoreAt(now, account, model);
  if (score < settings.score) return undefined;
  const people = leads.flatMap(({ id }) => active.get(id) ?? []);
  const who = people.length === 1 ? '1 person' : `${people.length} people`;
  const because = `${who} showed interest in the last ${plural(settings.days, 'day')}, account score ${score}`;
  return { people, missing: missingOf(people, settings), score, because };
}

/** The part of the committee that a job title plays: the first whose pattern is found in it, whatever the case. */
export function partOf(role: string | undefined, { roles }: Pick<CommitteeSettings, 'roles'>): string | undefined {
  if (role === undefined) return undefined;
  return roles.find(({ titles }) => titles.some((title) => new RegExp(title, 'i').test(role)))?.part;
}

/** The person under its id, if it takes part now; else nothing. */
function activeAt(now: number, lead: AccountLead, model: Model, settings: CommitteeSettings): [string, Person][] {
  const values = valuesAt(now, visitsAt(now, ownSignalsOf(lead), model), model);
  const lately = values.filter(({ to, micros }) => micros > 0 && now - to < settings.days * DAY_MS);
  const { families, types } = settings;
  const makesHot = lately.some((value) => isMatch(value, { families, types }));
  return makesHot ? [[lead.id, personOf(lead, lately, settings)]] : [];
}

function personOf({ id, role }: AccountLead, lately: Valued[], settings: CommitteeSettings): Person {
  const part = partOf(role, settings);
  return { id, ...(role !== undefined && { role }), ...(part !== undefined && { part }), lately: typesOf(lately) };
}

function typesOf(values: Valued[]): string[] {
  const strongestFirst = values.toSorted((a, b) => b.micros - a.micros || (a.signal.type < b.signal.type ? -1 : 1));
  return [...new Set(strongestFirst.map(({ signal }) => signal.type))];
}

function missingOf(people: Person[], { roles }: CommitteeSettings): string[] {
  const parts = new Set(roles.map(({ part }) => part));
  return [...parts].filter((part) => people.every((person) => person.part !== part));
}
