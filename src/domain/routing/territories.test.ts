import { describe, expect, test } from '@jest/globals';
import type { LeadFacts } from './facts.ts';
import { lead } from './routeForTests.ts';
import type { Territory } from './settings.ts';
import { askedOf, hasLead, territoryOf } from './territories.ts';

const territory = (tests: Partial<Territory>): Territory => ({ name: 't', pool: 'p', ...tests });

describe('a territory', () => {
  test.each<[Partial<Territory>, Partial<LeadFacts>, boolean]>([
    [{}, {}, true],
    [{ countries: ['Germany', 'Austria'] }, { country: ' GERMANY' }, true],
    [{ countries: ['Germany'] }, { country: 'France' }, false],
    [{ countries: ['Germany'] }, {}, false],
    [{ countries: ['Germany', '?'] }, {}, true],
    [{ countries: ['?'] }, { country: 'Germany' }, false],
    [{ countries: [] }, { country: 'Germany' }, false],
    [{ countries: [] }, {}, false],
    [{ industries: ['Banking'] }, { industry: 'banking' }, true],
    [{ sources: ['webinar'] }, { source: 'ads' }, false],
    [{ size: { atLeast: 51 } }, { companySize: '51-200' }, true],
    [{ size: { atLeast: 52 } }, { companySize: '51-200' }, false],
    [{ size: { atMost: 1000 } }, { companySize: '1,000+' }, true],
    [{ size: { atLeast: 100, atMost: 249 } }, { companySize: '250' }, false],
    [{ size: { atMost: 1000 } }, { companySize: 'many' }, false],
    [{ size: {} }, {}, false],
    [{ countries: ['Germany'], industries: ['Banking'] }, { country: 'Germany', industry: 'Retail' }, false],
  ])('of %j with a lead of %j: %j', (tests, facts, has) => {
    expect(hasLead(territory(tests), lead(facts))).toBe(has);
  });

  test('the first that has the lead is the one', () => {
    const all = [territory({ name: 'a', countries: ['France'] }), territory({ name: 'b' }), territory({ name: 'c' })];
    expect(territoryOf(lead(), all)?.name).toBe('b');
  });

  test('only facts that are asked for are told', () => {
    const all = [territory({ industries: [] }), territory({ sources: [], countries: [] })];
    expect(askedOf(lead({ country: 'Chile', companySize: '5' }), all)).toBe(
      'country Chile, industry unknown, source unknown',
    );
  });
});
