import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { newestTwin, type PersonRecord } from './newestTwin.ts';

const lead = { id: 'lead', email: 'ann@acme.example' };
const twin = (id: string, facts: Partial<PersonRecord> = {}): PersonRecord => ({ id, email: lead.email, ...facts });

describe('the twin to follow', () => {
  test('is the latest that has a rep', () => {
    const others = [twin('a', { rep: 'bob', at: 1 }), twin('b', { rep: 'cid', at: 2 }), twin('c', { at: 3 })];
    expect(newestTwin(lead, others)).toEqual({
      id: 'b',
      rep: 'cid',
      because: 'same e-mail address; the latest of 2 records',
    });
  });

  test('is the first id of several at one time', () => {
    expect(newestTwin(lead, [twin('b', { rep: 'bob', at: 1 }), twin('a', { rep: 'cid', at: 1 })])?.id).toBe('a');
  });

  test('with a time comes before one without', () => {
    expect(newestTwin(lead, [twin('a', { rep: 'bob' }), twin('b', { rep: 'cid', at: 0 })])?.id).toBe('b');
  });

  test.each<[string, PersonRecord[]]>([
    ['the lead itself', [twin('lead', { rep: 'bob' })]],
    ['another person', [{ id: 'a', email: 'zoe@acme.example', rep: 'bob' }]],
    ['one without a rep', [twin('a')]],
    ['nobody', []],
  ])('is never %s', (_, others) => {
    expect(newestTwin(lead, others)).toBeUndefined();
  });

  test('is the same in whatever order they come', () => {
    const records = fc.uniqueArray(
      fc.record(
        {
          id: fc.constantFrom('a', 'b', 'c', 'd', 'lead'),
          email: fc.constantFrom(lead.email, 'zoe@acme.example'),
          rep: fc.constant('bob'),
          at: fc.nat(2),
        },
        { requiredKeys: ['id', 'email'] },
      ),
      { selector: ({ id }) => id },
    );
    fc.assert(
      fc.property(records, (others) => {
        expect(newestTwin(lead, others.toReversed())).toEqual(newestTwin(lead, others));
      }),
    );
  });
});
