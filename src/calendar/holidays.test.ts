import { describe, expect, test } from '@jest/globals';
import { holidaysOf, isKnownCountry } from './holidays.ts';

const utc = (text: string) => Date.parse(`${text}Z`);

/** Holidays between two dates, as "2026-10-02T22:00 2026-10-03T22:00 its name". */
function between(country: string, timeZone: string, from: string, to: string): string[] {
  return holidaysOf(country, timeZone, utc(`${from}T00:00`), utc(`${to}T00:00`)).map(
    (each) => `${[each.from, each.to].map((at) => new Date(at).toISOString().slice(0, 16)).join(' ')} ${each.because}`,
  );
}

describe('public holidays', () => {
  test.each([
    {
      why: 'are whole local days',
      of: ['DE', 'Europe/Berlin', '2026-10-01', '2026-10-10'],
      are: ['2026-10-02T22:00 2026-10-03T22:00 National Holiday'],
    },
    {
      why: 'are the days of the zone somebody lives in',
      of: ['DE', 'America/New_York', '2026-10-01', '2026-10-10'],
      are: ['2026-10-03T04:00 2026-10-04T04:00 National Holiday'],
    },
    {
      why: 'of a part of a country are its own',
      of: ['DE-BY', 'Europe/Berlin', '2026-01-02', '2026-01-10'],
      are: ['2026-01-05T23:00 2026-01-06T23:00 Epiphany'],
    },
    {
      why: 'of the country leave out those of its parts',
      of: ['DE', 'Europe/Berlin', '2026-01-02', '2026-01-10'],
      are: [],
    },
    {
      why: 'are known whatever the case',
      of: ['de-by', 'UTC', '2026-01-02', '2026-01-10'],
      are: ['2026-01-06T00:00 2026-01-07T00:00 Epiphany'],
    },
    {
      why: 'have their substitute days',
      of: ['US', 'UTC', '2027-12-30', '2028-01-02'],
      are: [
        "2027-12-31T00:00 2028-01-01T00:00 New Year's Day (substitute day)",
        "2028-01-01T00:00 2028-01-02T00:00 New Year's Day",
      ],
    },
    {
      why: 'may last for days, from before the time that is asked about',
      of: ['AM', 'UTC', '2026-01-02', '2026-01-03'],
      are: ["2026-01-01T00:00 2026-01-03T00:00 New Year's Day"],
    },
    {
      why: 'may begin at noon',
      of: ['GT', 'UTC', '2026-12-24', '2026-12-25'],
      are: ['2026-12-24T12:00 2026-12-25T00:00 Christmas Eve'],
    },
    {
      why: 'that go by the moon are on the date they are published for',
      of: ['AE', 'UTC', '2026-03-15', '2026-03-25'],
      are: ['2026-03-20T00:00 2026-03-23T00:00 End of Ramadan (Eid al-Fitr)'],
    },
    {
      why: 'of a year begin there before the year does here',
      of: ['NZ', 'Pacific/Auckland', '2025-12-31', '2026-01-01'],
      are: ["2025-12-31T11:00 2026-01-01T11:00 New Year's Day"],
    },
  ])('$why', ({ of: [country = '', zone = '', from = '', to = ''], are }) => {
    expect(between(country, zone, from, to)).toEqual(are);
  });

  test('are the same when they are asked for again', () => {
    const once = between('US-CA', 'America/Los_Angeles', '2026-01-01', '2026-12-31');
    expect(between('US-CA', 'America/Los_Angeles', '2026-01-01', '2026-12-31')).toEqual(once);
    expect(once.length).toBeGreaterThan(10);
  });
});

describe('a country', () => {
  test.each(['DE', 'DE-BY', 'US-CA', 'us-la-no', 'GB-SCT', 'AT-9', 'IN'])('%s is known', (country) => {
    expect(isKnownCountry(country)).toBe(true);
  });

  test.each([
    {
      country: 'Germany',
      say: 'holidays: country "Germany" is not known: write an ISO 3166 code such as DE, US-CA or GB-SCT',
    },
    { country: '', say: 'holidays: country "" is not known: write an ISO 3166 code such as DE, US-CA or GB-SCT' },
    {
      country: 'GB-ZZ',
      say: 'holidays: country "GB-ZZ" is not known: write GB, GB-ALD, GB-ENG, GB-NIR, GB-SCT, GB-WLS',
    },
    { country: 'JP-13', say: 'holidays: country "JP-13" is not known: write JP' },
  ])('$country is not, and the error says what to write', ({ country, say }) => {
    expect(isKnownCountry(country)).toBe(false);
    expect(() => holidaysOf(country, 'UTC', 0, 1)).toThrow(new Error(say));
  });
});
