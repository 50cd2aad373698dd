import { describe, expect, test } from '@jest/globals';
import { defaultModel } from '../domain/model.ts';
import { modelFrom, modelFromStored, problemsOf } from './read.ts';
import { routingSchema, slaSchema } from './routing.ts';

/** What is wrong with a part laid over the default, each with its path. */
function problemsWith(part: object): string[] {
  try {
    modelFrom(part, 'draft');
    return [];
  } catch (error) {
    return problemsOf(error, 'draft');
  }
}

const routing = (part: object) => ({ routing: part });
const person = (part: object) => routing({ people: { 'ann@acme.com': part } });
const pool = (part: object) => routing({ pools: { emea: { mode: 'assign', members: 'everyone', ...part } } });
const members = (...list: object[]) => pool({ members: list });
const ann = { rep: 'ann@acme.com', weight: 1 };
const territory = (part: object) => routing({ territories: [{ name: 'EMEA', pool: 'default', ...part }] });
const account = (part: object) => {
  return routing({
    namedAccounts: [{ account: 'big.com', rep: 'ann@acme.com', backup: 'bob@acme.com', ...part }],
  });
};
const shift = (part: object) => person({ hours: [{ days: ['mon'], from: 540, to: 1080, ...part }] });
const urgent = (...rungs: [number, string][]) => ({
  sla: { urgent: rungs.map(([afterMinutes, what]) => ({ afterMinutes, do: what })) },
});

test('the default sections are what their schemas say', () => {
  expect(routingSchema.parse(structuredClone(defaultModel.routing))).toEqual(defaultModel.routing);
  expect(slaSchema.parse(structuredClone(defaultModel.sla))).toEqual(defaultModel.sla);
});

test('a model that was published before these sections were there is given them', () => {
  const { routing: _routing, sla: _sla, ...before } = defaultModel;
  expect(modelFromStored(before)).toEqual(defaultModel);
});

describe('routing that cannot be meant is refused, and its place is named', () => {
  test.each<[string, object, string]>([
    [
      'an address in capitals',
      members({ rep: 'Ann@acme.com', weight: 1 }),
      'routing.pools.emea.members[0].rep: must be in lower case without blanks: write "ann@acme.com" (got "Ann@acme.com")',
    ],
    [
      'no address',
      routing({ coverage: { managers: ['carl'] } }),
      'routing.coverage.managers[0]: must be an e-mail, such as "ann@acme.com" (got "carl")',
    ],
    [
      'a person by name',
      routing({ people: { Ann: {} } }),
      'routing.people.Ann: must be an e-mail, such as "ann@acme.com" (got "Ann")',
    ],
    [
      'a zone without summer',
      person({ timeZone: '+01:00' }),
      'routing.people.ann@acme.com.timeZone: must be an IANA time zone, such as "Europe/Berlin" (got "+01:00")',
    ],
    [
      'a zone nobody lives in',
      person({ timeZone: 'Europe/Bärlin' }),
      'routing.people.ann@acme.com.timeZone: must be an IANA time zone, such as "Europe/Berlin" (got "Europe/Bärlin")',
    ],
    [
      'a country in words',
      person({ country: 'Germany' }),
      'routing.people.ann@acme.com.country: must be an ISO country, with its part where holidays differ: "DE" or "DE-BY" (got "Germany")',
    ],
    [
      'a backup who is the same person',
      person({ backup: 'ann@acme.com' }),
      'routing.people.ann@acme.com.backup: must be somebody else: nobody is there for themselves when they are away (got "ann@acme.com")',
    ],
    [
      'a shift that ends as it begins',
      shift({ to: 540 }),
      'routing.people.ann@acme.com.hours[0].to: must be more than from, which is 540 (got 540)',
    ],
    [
      'a shift of three days',
      shift({ to: 2881 }),
      'routing.people.ann@acme.com.hours[0].to: must be 2880 or less (got 2881)',
    ],
    [
      'a shift that begins on another day',
      shift({ from: 1440, to: 1500 }),
      'routing.people.ann@acme.com.hours[0].from: must be 1439 or less (got 1440)',
    ],
    ['no working week', routing({ hours: [] }), 'routing.hours: must hold at least 1'],
    ['a cap nobody fits under', routing({ caps: { openHot: 0 } }), 'routing.caps.openHot: must be 1 or more (got 0)'],
    [
      'less than no share',
      members({ ...ann, weight: -1 }),
      'routing.pools.emea.members[0].weight: must be 0 or more (got -1)',
    ],
    [
      'one rep twice',
      members(ann, { ...ann, weight: 2 }),
      'routing.pools.emea.members[1].rep: is a member already: remove one (got "ann@acme.com")',
    ],
    [
      'nobody in particular',
      pool({ members: 'all' }),
      'routing.pools.emea.members: must be "everyone" or a list of rep and weight (got "all")',
    ],
    [
      'a share that falls',
      pool({ rampUp: [0.5, 0.25] }),
      'routing.pools.emea.rampUp[1]: must not be below the part of the week before, which is 0.5 (got 0.25)',
    ],
    ['more than a whole share', pool({ rampUp: [2] }), 'routing.pools.emea.rampUp[0]: must be 1 or less (got 2)'],
    [
      'a territory of a pool that nobody made',
      territory({ pool: 'emea' }),
      'routing.territories[0].pool: must be one of the pools: default (got "emea")',
    ],
    [
      'customers of a pool that nobody made',
      routing({ customerPool: 'csm' }),
      'routing.customerPool: must be one of the pools: default (got "csm")',
    ],
    [
      'a territory of no countries',
      territory({ countries: [] }),
      'routing.territories[0].countries: must hold at least 1',
    ],
    [
      'a territory of any size',
      territory({ size: {} }),
      'routing.territories[0].size: asks nothing: give atLeast or atMost, or leave size out',
    ],
    [
      'a size that no company has',
      territory({ size: { atLeast: 50, atMost: 49 } }),
      'routing.territories[0].size.atMost: must be at least atLeast, which is 50 (got 49)',
    ],
    [
      'a company whose rep covers alone',
      account({ backup: 'ann@acme.com' }),
      'routing.namedAccounts[0].backup: must be somebody else: nobody is there for themselves when they are away (got "ann@acme.com")',
    ],
    [
      'a domain in capitals',
      account({ account: 'Big.com' }),
      'routing.namedAccounts[0].account: must be as companies are known by: write "big.com" (got "Big.com")',
    ],
    [
      'a company with its legal form',
      account({ account: 'name:Big Corp, Inc.' }),
      'routing.namedAccounts[0].account: must be as companies are known by: write "name:big" (got "name:Big Corp, Inc.")',
    ],
    [
      'a company of everybody with free mail',
      account({ account: 'gmail.com' }),
      'routing.namedAccounts[0].account: must be a domain of one company: this one is of free mail (got "gmail.com")',
    ],
    [
      'a role that nobody has',
      routing({ stages: { Demo: 'sdr' } }),
      'routing.stages.Demo: must be bdr, ae or csm (got "sdr")',
    ],
    [
      'a channel without its mark',
      routing({ coverage: { channel: 'sales' } }),
      'routing.coverage.channel: must be a channel, such as "#hot-leads" (got "sales")',
    ],
    ['a field that nobody reads', routing({ teritories: [] }), 'routing: unknown "teritories": remove it'],
    [
      'rungs out of order',
      urgent([20, 'remind'], [10, 'manager']),
      'sla.urgent[1].afterMinutes: must not be below the rung before, which is 20 (got 10)',
    ],
    [
      'an urgent lead that nobody hears of',
      urgent([10, 'remind'], [20, 'reassign']),
      'sla.urgent: must end in a manager rung: else nobody hears of a lead that nobody answers',
    ],
    [
      'a rung after days',
      { sla: { standard: [{ afterMinutes: 3000, do: 'remind' }] } },
      'sla.standard[0].afterMinutes: must be 2880 or less (got 3000)',
    ],
  ])('%s', (_what, part, problem) => {
    expect(problemsWith(part)).toEqual([problem]);
  });

  test('an account that has two reps', () => {
    const row = { account: 'big.com', rep: 'ann@acme.com', backup: 'bob@acme.com' };
    expect(problemsWith(routing({ namedAccounts: [row, { ...row, rep: 'cy@acme.com' }] }))).toEqual([
      'routing.namedAccounts[1].account: is a named account already: remove one (got "big.com")',
    ]);
  });

  test('routing without a pool for what no rule has', () => {
    const whole = { ...defaultModel, routing: { ...defaultModel.routing, pools: {} } };
    expect(problemsWith(whole)).toEqual([
      'routing.pools.default: must be there: it has the leads that no rule has (missing)',
    ]);
  });

  test('urgent signals of a type that nobody knows', () => {
    const [problem = ''] = problemsWith({ sla: { urgentTypes: ['demo'] } });
    expect(problem).toMatch(/^sla\.urgentTypes\[0\]: must be one of .*demo_request.* \(got "demo"\)$/);
  });
});

describe('routing that may be meant is taken', () => {
  test.each<[string, object]>([
    ['a night shift', shift({ from: 1320, to: 1800 })],
    ['somebody who never works', person({ hours: [] })],
    ['a part of a country', person({ country: 'ES-CT', timeZone: 'Europe/Madrid' })],
    ['a zone of three parts', person({ timeZone: 'America/Argentina/Buenos_Aires' })],
    ['somebody who gets leads only when no one else can', members(ann, { rep: 'bob@acme.com', weight: 0 })],
    ['shares that stay for a while', pool({ rampUp: [0, 0.5, 0.5, 1] })],
    ['companies of one size', territory({ size: { atLeast: 50, atMost: 50 } })],
    ['leads of a country that is not known', territory({ countries: ['?', 'Germany'] })],
    ['a company by name', account({ account: 'name:big telco' })],
    ['an urgent ladder of two rungs at one time', urgent([10, 'remind'], [10, 'manager'])],
    ['no ladder for what is not urgent', { sla: { standard: [] } }],
  ])('%s', (_what, part) => {
    expect(problemsWith(part)).toEqual([]);
  });
});
