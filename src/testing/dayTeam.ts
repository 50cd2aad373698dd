import { defaultModel, type Model } from '../domain/model.ts';

const HOUR_MS = 3_600_000;
/** London is an hour ahead of UTC on the day, and so is the office. */
const OFFICE_AHEAD_MS = HOUR_MS;

/** Midnight of Wednesday, 2029-10-03, in the office in London: a working day there, German Unity Day in Berlin. */
const MIDNIGHT = Date.UTC(2029, 9, 3) - OFFICE_AHEAD_MS;

/** An instant of the day by the clock of the office: `at('9:05')`. */
export function at(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
  return MIDNIGHT + hours * HOUR_MS + minutes * 60_000 + seconds * 1_000;
}

/** "09:05", by the clock of the office. */
export function timeOf(instant: number): string {
  return new Date(instant + OFFICE_AHEAD_MS).toISOString().slice(11, 16);
}

export const DAY_FROM = at('7:00');
export const DAY_UNTIL = at('19:00');

/** Nothing of Slack's answers: first every call fails, then none gets an answer. */
export const outage = { from: at('11:00'), silentFrom: at('11:15'), to: at('11:30') };

type Colleague = {
  name: string;
  email: string;
  zone: string;
  country: string;
  backup: string;
  /** When they are at work on this day, by the clock of the office; told anew, without the product's calendar. */
  works?: { from: number; to: number };
};

function colleague(name: string, zone: string, country: string, backup: string, works?: Colleague['works']): Colleague {
  return { name, email: emailOf(name), zone, country, backup: emailOf(backup), ...(works && { works }) };
}

function emailOf(name: string): string {
  return `${name.toLowerCase()}@acme.example`;
}

const inLondon = { from: at('9:00'), to: at('18:00') };

/** Olga is on holiday; Ben, who covers for her, sleeps until it is nine in Los Angeles; Ann, Cy and Dee share what is nobody's. */
export const team: Colleague[] = [
  colleague('Olga', 'Europe/Berlin', 'DE', 'Ben'),
  colleague('Ben', 'America/Los_Angeles', 'US', 'Olga', { from: at('17:00'), to: at('26:00') }),
  colleague('Ann', 'Europe/London', 'GB', 'Cy', inLondon),
  colleague('Cy', 'Europe/London', 'GB', 'Dee', inLondon),
  colleague('Dee', 'Europe/London', 'GB', 'Ann', inLondon),
];

/** No rep: hears of what nobody answers or covers. */
export const manager = { name: 'Max', email: emailOf('Max'), zone: 'Europe/London' };

export function isAtWork(name: string, instant: number): boolean {
  const works = team.find((one) => one.name === name)?.works;
  return works !== undefined && works.from <= instant && instant < works.to;
}

const pool = ['Ann', 'Cy', 'Dee'].map((name) => ({ rep: emailOf(name), weight: 1 }));

/** As a new workspace decides, but for who is who; what comes from Ireland is whoever's takes it first. */
export const dayModel: Model = {
  ...defaultModel,
  routing: {
    ...defaultModel.routing,
    people: Object.fromEntries(team.map(({ email, country, backup }) => [email, { country, backup }])),
    pools: { default: { mode: 'assign', members: pool }, ireland: { mode: 'claim', members: pool } },
    territories: [{ name: 'Ireland', countries: ['Ireland'], pool: 'ireland' }],
    coverage: { managers: [manager.email] },
  },
  telling: {
    ...defaultModel.telling,
    sequence: {
      ...defaultModel.telling.sequence,
      bookingUrl: 'https://meet.acme.example/us',
      phone: '+44 20 7946 0000',
    },
  },
};
