import { describe, expect, test } from '@jest/globals';
import { defaultAccounts } from '../domain/accounts/accounts.ts';
import { defaultFit } from '../domain/fit/fit.ts';
import { defaultMapping } from '../domain/mapping/mappingDefaults.ts';
import { defaultModel } from '../domain/model.ts';
import { defaultOpens } from '../domain/opens/opens.ts';
import { misfits } from './misfits.ts';
import { accountsSchema, fitSchema, mappingSchema, opensSchema } from './sections.ts';

const whole = {
  ...defaultModel,
  mapping: defaultMapping,
  opens: defaultOpens,
  fit: defaultFit,
  accounts: defaultAccounts,
};

/** Where the model with these sections does not fit together. */
const misfitsWith = (sections: object) => misfits({ ...whole, ...sections }).map(({ path }) => path.join('.'));
const mapping = (part: object) => ({ mapping: { ...defaultMapping, ...part } });
const page = (matches: string) => mapping({ pages: [{ matches, type: 'technical_docs' }] });

describe('the default sections', () => {
  test.each([
    ['mapping', mappingSchema, defaultMapping],
    ['opens', opensSchema, defaultOpens],
    ['fit', fitSchema, defaultFit],
    ['accounts', accountsSchema, defaultAccounts],
  ])('%s is what its schema says', (_name, schema, section) => {
    expect(schema.parse(structuredClone(section))).toEqual(section);
  });

  test('fit together', () => {
    expect(misfitsWith({})).toEqual([]);
  });
});

describe('what does not fit together is named', () => {
  test.each<[string, object, string[]]>([
    ['a page of no type', mapping({ pages: [{ matches: '/x', type: 'xes' }] }), ['mapping.pages.0.type']],
    ['a reply of no type', mapping({ replies: { positive: 'yes' } }), ['mapping.replies.positive']],
    ['a company type that is none', mapping({ companyTypes: ['money'] }), ['mapping.companyTypes.0']],
    [
      'opens that become demo requests',
      mapping({ kinds: { ...defaultMapping.kinds, email_open: { type: 'demo_request', confidence: 1 } } }),
      ['mapping.kinds.email_open.type'],
    ],
    ['a pattern that does not compile', page('(pricing'), ['mapping.pages.0.matches']],
    ['a pattern that can run away', page('(a+)+$'), ['mapping.pages.0.matches']],
    ['a pattern with a capital, which no name has', page('/Pricing'), ['mapping.pages.0.matches']],
    ['a confirmation by no type', { opens: { ...defaultOpens, confirmedBy: ['demo'] } }, ['opens.confirmedBy.0']],
    [
      'a better open that is worth less',
      { opens: { ...defaultOpens, confidence: { ...defaultOpens.confidence, confirmed: 0 } } },
      ['opens.confidence.probable'],
    ],
    [
      'a lane of what else is an open',
      { opens: { ...defaultOpens, types: ['email_open', 'positive_reply'] } },
      ['lanes.positive_reply.type'],
    ],
    [
      'a company that is larger than it may be',
      {
        fit: {
          ...defaultFit,
          rules: [{ fit: 'good', because: 'size', all: [{ fact: 'size', atLeast: 9, atMost: 8 }] }],
        },
      },
      ['fit.rules.0.all.0.atLeast'],
    ],
    [
      'a role whose pattern does not compile',
      { fit: { ...defaultFit, rules: [{ fit: 'poor', because: 'role', all: [{ fact: 'role', matches: '[' }] }] } },
      ['fit.rules.0.all.0.matches'],
    ],
    [
      'a committee of nobody',
      {
        accounts: {
          nextLead: 1,
          committee: {
            ...defaultAccounts.committee,
            families: ['x'],
            types: ['y'],
            roles: [{ part: 'it', titles: ['(i|t)*'] }],
          },
        },
      },
      ['accounts.committee.types.0', 'accounts.committee.families.0', 'accounts.committee.roles.0.titles.0'],
    ],
  ])('%s', (_what, sections, paths) => {
    expect(misfitsWith(sections)).toEqual(paths);
  });
});
