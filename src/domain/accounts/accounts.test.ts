import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { accountScoreAt, defaultAccounts, type Account, type AccountLead } from './accounts.ts';
import { DAY_MS } from '../decay.ts';
import { defaultModel } from '../model.ts';
import { MICROS } from '../scoring.ts';
import type { Signal } from '../signals.ts';
import { NOW, signal } from '../signalsForTests.ts';

const account = (leads: AccountLead[], companySignals: Signal[] = []): Account => ({ leads, companySignals });
const scoreOf = (leads: AccountLead[], companySignals: Signal[] = []) =>
  accountScoreAt(NOW, account(leads, companySignals), defaultModel);
const lead = (id: string, ...signals: Signal[]): AccountLead => ({ id, signals });
const company = (type: string, id: string) => signal(type, 0, { id, subject: 'company' });

const demo = signal('demo_request', 0);
const pricing = signal('pricing_page_visit', 0);
const webinar = signal('webinar_attendance', 0);
const careers = signal('careers_page_visit', 0);
const funding = company('funding_announced', 'funding');

describe('the score of an account', () => {
  test.each<[string, AccountLead[], Signal[], number]>([
    ['nobody and nothing is 0', [], [], 0],
    ['one lead counts in full', [lead('ann', demo, pricing)], [], 55],
    ['a second one half: 55 + 15', [lead('ann', demo, pricing), lead('bob', demo)], [], 70],
    [
      'a third a quarter: 55 + 15 + 6.25',
      [lead('ann', demo, pricing), lead('bob', demo), lead('cid', pricing)],
      [],
      76,
    ],
    ['half a point rounds up: 25 + 12.5', [lead('ann', pricing), lead('bob', pricing)], [], 38],
    ['funding alone is 15', [], [funding], 15],
    ['funding counts once, not for each lead: 15 + 30 + 15', [lead('ann', demo), lead('bob', demo)], [funding], 60],
    [
      'company signals are capped at 30',
      [],
      ['funding_announced', 'hiring_velocity', 'technology_change'].map((type) => company(type, type)),
      30,
    ],
    ['a lead who looks for a job takes nothing from the others', [lead('ann', pricing), lead('bob', careers)], [], 25],
    ['100 is the most', ['ann', 'bob', 'cid'].map((id) => lead(id, demo, pricing, webinar)), [funding], 100],
  ])('%s', (_, leads, companySignals, score) => {
    expect(scoreOf(leads, companySignals).score).toBe(score);
  });

  test('company signals among the leads are the account’s, and the same one in several places is one', () => {
    const apart = scoreOf([lead('ann', demo), lead('bob', pricing)], [funding]);
    expect(scoreOf([lead('ann', demo, funding), lead('bob', pricing, funding)])).toEqual(apart);
    expect(scoreOf([lead('ann', demo, funding), lead('bob', pricing)], [funding])).toEqual(apart);
  });

  test('a lead counts with its published score, not with parts of a point', () => {
    const old = signal('pricing_page_visit', DAY_MS);
    expect(scoreOf([lead('ann', old)])).toMatchObject({
      score: 24,
      micros: 24 * MICROS,
      leads: [{ id: 'ann', own: 24_215_627, counts: 24 * MICROS }],
    });
  });

  test('leads come strongest first, then by id, with what each adds', () => {
    const {
      leads,
      company: ofCompany,
      micros,
    } = scoreOf([lead('cid', pricing), lead('bob', demo), lead('ann', pricing), lead('dan', careers)], [funding]);
    expect(leads.map(({ id, counts }) => [id, counts / MICROS])).toEqual([
      ['bob', 30],
      ['ann', 12.5],
      ['cid', 6.25],
      ['dan', 0],
    ]);
    expect([ofCompany, micros]).toEqual([15 * MICROS, 63.75 * MICROS]);
  });

  test('what each next lead counts is a setting', () => {
    const accounts = { ...defaultAccounts, nextLead: 0.1 };
    const both = account([lead('ann', demo), lead('bob', demo)]);
    expect(accountScoreAt(NOW, both, { ...defaultModel, accounts }).score).toBe(33);
  });
});

const types = Object.keys(defaultModel.catalogue);
const gainTypes = types.filter((type) => (defaultModel.catalogue[type]?.points ?? 0) > 0);
const ages = fc.oneof(fc.integer({ min: 0, max: 35 * DAY_MS }), fc.constantFrom(0, 7 * DAY_MS, 14 * DAY_MS));

function signalsOf(ofTypes: string[], subjects: Signal['subject'][]): fc.Arbitrary<Signal[]> {
  const one = fc.tuple(fc.constantFrom(...ofTypes), ages, fc.constantFrom(...subjects), fc.uuid());
  return fc.array(
    one.map(([type, ago, subject, id]) => signal(type, ago, { id, subject })),
    { maxLength: 6 },
  );
}

const anySignals = signalsOf(types, ['lead', 'company']);
const anyLeads = fc.uniqueArray(fc.record({ id: fc.stringMatching(/^[a-z]{1,3}$/), signals: anySignals }), {
  selector: ({ id }) => id,
  maxLength: 6,
});
const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });

describe('laws of the account score', () => {
  const mixed = fc
    .tuple(anyLeads, anySignals)
    .chain(([leads, companySignals]) =>
      fc.tuple(
        fc.constant(account(leads, companySignals)),
        fc.record({ leads: shuffled(leads), companySignals: shuffled([...companySignals, ...companySignals]) }),
      ),
    );

  test('the order of leads and signals, and the same signal again, change nothing', () => {
    fc.assert(
      fc.property(mixed, ([first, again]) => {
        const turned = again.leads.map((one) => ({ ...one, signals: [...one.signals, ...one.signals].reverse() }));
        expect(accountScoreAt(NOW, { ...again, leads: turned }, defaultModel)).toEqual(
          accountScoreAt(NOW, first, defaultModel),
        );
      }),
    );
  });

  test('company and leads add up to the millionth, in whole millionths', () => {
    fc.assert(
      fc.property(anyLeads, anySignals, (leads, companySignals) => {
        const result = scoreOf(leads, companySignals);
        const parts = [result.company, ...result.leads.map(({ counts }) => counts)];
        expect(parts.every(Number.isInteger)).toBe(true);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(result.micros);
        expect(Number.isInteger(result.score) && result.score >= 0 && result.score <= 100).toBe(true);
      }),
    );
  });

  test('a lead who shows more, or one more lead, never lowers the account', () => {
    const more = signalsOf(gainTypes, ['lead']);
    fc.assert(
      fc.property(anyLeads, anySignals, more, fc.nat(6), (leads, companySignals, added, which) => {
        const stronger = leads.map((one, index) => {
          return index === which ? { ...one, signals: [...one.signals, ...added] } : one;
        });
        const joined = which < leads.length ? stronger : [...leads, lead('new one', ...added)];
        const [before, after] = [scoreOf(leads, companySignals), scoreOf(joined, companySignals)];
        // Rounding may cost a lead's score half a millionth for each signal, never more: see the laws of the score.
        const weaker = after.leads.some(
          ({ id, own }) => own < (before.leads.find((one) => one.id === id)?.own ?? -Infinity),
        );
        expect(weaker || after.micros >= before.micros).toBe(true);
      }),
    );
  });

  test('alone a lead counts exactly as it is published', () => {
    fc.assert(
      fc.property(signalsOf(types, ['lead']), (signals) => {
        const { leads, micros, score } = scoreOf([lead('ann', ...signals)]);
        expect(leads[0]?.counts).toBe(micros);
        expect(micros).toBe(score * MICROS);
      }),
    );
  });
});
