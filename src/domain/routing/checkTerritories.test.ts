import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { exampleLead } from './checkFindings.ts';
import { checkTerritories } from './checkTerritories.ts';
import type { LeadFacts } from './facts.ts';
import type { Territory } from './settings.ts';
import { territoryOf } from './territories.ts';

const countries = ['Germany', 'france', 'Peru', 'any other', '?'];
const industries = ['Banking', 'retail', '?'];
const sources = ['website', 'event'];
const sizes = [0, 1, 2, 3, 4, 5];

const list = (values: string[]) => fc.option(fc.subarray(values), { nil: undefined });
const size = fc.record({ atLeast: fc.constantFrom(...sizes), atMost: fc.constantFrom(...sizes) }, { requiredKeys: [] });
const territory: fc.Arbitrary<Territory> = fc
  .record({
    countries: list(countries),
    industries: list(industries),
    sources: list(sources),
    size: fc.option(size, { nil: undefined }),
  })
  .map((tests) => {
    const given = Object.entries(tests).filter(([, test]) => test !== undefined);
    return { name: 'T', pool: 'default', ...Object.fromEntries(given) };
  });
const territories = fc.array(territory, { maxLength: 6 });

/** Every lead there is, as far as these values go: each named in another case, one that nobody names, and nothing known. */
const everyLead: LeadFacts[] = [...countries, 'Chad', undefined].flatMap((country) =>
  [...industries, 'mining', undefined].flatMap((industry) =>
    [...sources, 'chat', undefined].flatMap((source) =>
      [...sizes.map(String), '6', '1,000+', undefined].map((companySize) =>
        exampleLead({
          ...(country !== undefined && { country: country.toUpperCase() }),
          ...(industry !== undefined && { industry }),
          ...(source !== undefined && { source }),
          ...(companySize !== undefined && { companySize }),
        }),
      ),
    ),
  ),
);

test('a territory is said to get no lead exactly when no lead at all reaches it', () => {
  fc.assert(
    fc.property(territories, (all) => {
      const reached = new Set(everyLead.map((lead) => territoryOf(lead, all)));
      const idle = all.flatMap((one, index) => (reached.has(one) ? [] : [`routing.territories[${index}]`]));
      expect(checkTerritories({ territories: all }).findings.map(({ path }) => path)).toEqual(idle);
    }),
    { numRuns: 300 },
  );
});

test('there is an example of every territory that gets leads, and of leads that none has', () => {
  fc.assert(
    fc.property(territories, (all) => {
      const wanted = new Set(everyLead.map((lead) => territoryOf(lead, all)));
      const { examples } = checkTerritories({ territories: all });
      expect(new Set(examples.map((cell) => territoryOf(exampleLead(cell), all)))).toEqual(wanted);
    }),
    { numRuns: 300 },
  );
});

test('the example of an unreachable territory is a lead that it would have had alone', () => {
  fc.assert(
    fc.property(territories, (all) => {
      for (const { what, path, example } of checkTerritories({ territories: all }).findings) {
        const one = all[Number(/\d+/.exec(path)?.[0])];
        if (what !== 'unreachable territory' || one === undefined || example === undefined) continue;
        expect(territoryOf(example, [one])).toBe(one);
        expect(territoryOf(example, all)).not.toBe(one);
      }
    }),
    { numRuns: 300 },
  );
});

describe('territories that tell too many leads apart', () => {
  const many: Territory[] = Array.from({ length: 30 }, (_, index) => ({
    name: `T${index}`,
    countries: [`country ${index}`],
    industries: [`industry ${index}`],
    sources: [`source ${index}`],
    size: { atLeast: index },
    pool: 'default',
  }));

  test('are not checked, and that is said', () => {
    const { findings } = checkTerritories({ territories: many });
    expect(findings.map(({ level, what, says }) => [level, what, says])).toEqual([
      [
        'warning',
        'not checked',
        'whether every territory gets leads was not checked: they tell 1015808 kinds of leads apart, more than 200000',
      ],
    ]);
  });

  test('still have an example each', () => {
    const { examples } = checkTerritories({ territories: many });
    expect(new Set(examples.map((cell) => territoryOf(exampleLead(cell), many)?.name)).size).toBe(31);
  });
});

test('a thousand countries of one territory are one kind of lead', () => {
  const territories: Territory[] = ['A', 'B', 'C', 'D', 'E', 'F'].map((name) => ({
    name,
    countries: Array.from({ length: 1_000 }, (_, index) => `${name}${index}`),
    industries: Array.from({ length: 1_000 }, (_, index) => `${name}${index}`),
    pool: 'default',
  }));
  expect(checkTerritories({ territories }).findings).toEqual([]);
});
