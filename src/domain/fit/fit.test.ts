import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defaultAccounts } from '../accounts/accounts.ts';
import { defaultFit, fitOf, isPattern, type FitRule, type FitTest } from './fit.ts';
import type { LeadFacts } from './fitFacts.ts';
import { defaultModel } from '../model.ts';

const suppression = { ...defaultModel.suppression, ownDomains: ['us.example'], competitorDomains: ['rival.example'] };
const fitWith = (rules: FitRule[], facts: Partial<LeadFacts>) =>
  fitOf({ id: 'l1', ...facts }, { suppression, fit: { ...defaultFit, rules } });
const byDefault = (facts: Partial<LeadFacts>) => fitOf({ id: 'l1', ...facts }, { suppression, fit: defaultFit });
const rule = (fit: FitRule['fit'], ...all: FitTest[]): FitRule => ({ fit, because: `${fit} by rule`, all });
const passes = (test: FitTest, facts: Partial<LeadFacts>) => fitWith([rule('good', test)], facts).fit === 'good';

describe('by default', () => {
  test.each<[string, Partial<LeadFacts>, string]>([
    ['our own people', { email: 'x@us.example' }, 'an address of our own'],
    ['a competitor', { email: 'x@eu.rival.example' }, "a competitor's address"],
    [
      'a competitor with a private address',
      { email: 'x@gmail.com', company: { domain: 'rival.example' } },
      "a competitor's address",
    ],
    ['a disposable address', { email: 'x@mailinator.com' }, 'a disposable address'],
    ['a student by attribute', { attributes: { student: true } }, 'a student'],
    ['a student by title', { jobTitle: ' phd STUDENT ' }, 'a student'],
    ['a student by the CRM’s role', { attributes: { role: 'Student' } }, 'a student'],
    ['who the CRM excludes', { attributes: { fit: 'Excluded' } }, 'fit'],
  ])('%s is excluded', (_, facts, because) => {
    expect(byDefault(facts)).toEqual({ fit: 'excluded', because });
  });

  test.each<[string, Partial<LeadFacts>, string]>([
    ['nothing known', {}, 'unknown'],
    ['a free address', { email: 'x@gmail.com' }, 'unknown'],
    ['a university’s address', { email: 'dean@uni.edu' }, 'unknown'],
    ['a head of student services', { jobTitle: 'Head of Student Services' }, 'unknown'],
    ['a student by the text true', { attributes: { student: 'true' } }, 'unknown'],
    ['who the CRM calls poor', { attributes: { fit: ' Poor' } }, 'poor'],
    ['who the CRM calls good', { attributes: { fit: 'good' } }, 'good'],
    ['a word of the CRM that we do not know', { attributes: { fit: 'A1' } }, 'unknown'],
  ])('%s is not: %j is %s', (_, facts, fit) => {
    expect(byDefault(facts).fit).toBe(fit);
  });
});

describe('a title', () => {
  const fitOfTitle = (jobTitle: string) => byDefault({ jobTitle }).fit;

  test.each([
    'Student',
    'PhD Student',
    'PhD-Student',
    'Computer Science Student',
    'Student at MIT',
    'MBA Student at Harvard Business School',
    'Student of Law',
    'Student in Business Administration',
    'Student (B.Sc.)',
    'Student - Computer Science',
    'Studentin',
    'Studentin an der TU Berlin',
    'Student:in',
    'Student/in',
    'Werkstudent',
    'Werkstudentin',
    'Werkstudent (m/w/d) Vertrieb',
    'Werkstudent, Assistenz der Head of Sales',
    'Marketing Werkstudent',
    'Working student',
    'Working Student Product Management',
  ])('%s is a student’s', (title) => {
    expect(fitOfTitle(title)).toBe('excluded');
  });

  test.each([
    'Head of Student Services',
    'Student Success Manager',
    'Student Success',
    'Dean of Students',
    'Director, Student & Alumni Relations',
    'Student, Parent and Alumni Relations Officer',
    'Student Loans Analyst',
    'VP of Student',
    'Account Executive - Student',
    'Founder & lifelong student',
    'Teacher and student',
    'Student at Stanford, Founder of Acme',
    'Head of Working Student Programs',
    'Working Student Coordinator',
    'Recruiter Werkstudenten',
    'Ex-Student',
    'Former student',
    'Studentenwerk Berlin',
  ])('%s is not', (title) => {
    expect(fitOfTitle(title)).toBe('unknown');
  });
});

describe('a test', () => {
  test.each<[string, FitTest, Partial<LeadFacts>, boolean]>([
    ['50 people are at least 50', { fact: 'size', atLeast: 50 }, { company: { size: 50 } }, true],
    ['49 are not', { fact: 'size', atLeast: 50 }, { company: { size: 49 } }, false],
    ['51-200 is at least 50', { fact: 'size', atLeast: 50 }, { company: { size: '51-200' } }, true],
    ['500 are at most 500', { fact: 'size', atLeast: 50, atMost: 500 }, { company: { size: 500 } }, true],
    ['501 are not', { fact: 'size', atLeast: 50, atMost: 500 }, { company: { size: 501 } }, false],
    ['no size is not small', { fact: 'size', atMost: 10 }, {}, false],
    ['a size that is no number is not small', { fact: 'size', atMost: 10 }, { company: { size: 'few' } }, false],
    ['retail is RETAIL', { fact: 'industry', in: ['Finance', 'RETAIL'] }, { company: { industry: 'retail' } }, true],
    [
      'retail trade is not in the list',
      { fact: 'industry', in: ['Retail'] },
      { company: { industry: 'Retail trade' } },
      false,
    ],
    [
      'retail trade matches retail',
      { fact: 'industry', matches: 'retail' },
      { company: { industry: 'Retail trade' } },
      true,
    ],
    ['no industry matches nothing', { fact: 'industry', matches: '' }, {}, false],
    ['DE is among DE and Germany', { fact: 'country', in: ['DE', 'Germany'] }, { country: 'germany' }, true],
    ['a country is as it is written', { fact: 'country', in: ['DE'] }, { country: 'Germany' }, false],
    ['the company’s country counts too', { fact: 'country', in: ['DE'] }, { company: { country: 'de' } }, true],
    ['a role by pattern', { fact: 'role', matches: '\\b(?:ceo|founder)\\b' }, { jobTitle: 'Co-Founder' }, true],
    ['list and pattern must both hold', { fact: 'role', in: ['CEO', 'CTO'], matches: 't' }, { jobTitle: 'CEO' }, false],
    ['list and pattern both hold', { fact: 'role', in: ['CEO', 'CTO'], matches: 't' }, { jobTitle: 'CTO' }, true],
    ['a free address', { fact: 'address', is: ['free', 'disposable'] }, { email: 'x@gmail.com' }, true],
    ['an education address', { fact: 'address', is: ['education'] }, { email: 'x@ox.ac.uk' }, true],
    ['no address is not free', { fact: 'address', is: ['free'] }, {}, false],
    [
      'a text attribute, whatever its case',
      { fact: 'attribute', name: 'plan', equals: 'Pro' },
      { attributes: { plan: ' pro' } },
      true,
    ],
    ['a number', { fact: 'attribute', name: 'seats', equals: 5 }, { attributes: { seats: 5 } }, true],
    ['a text is no number', { fact: 'attribute', name: 'seats', equals: 5 }, { attributes: { seats: '5' } }, false],
    ['a missing attribute is not false', { fact: 'attribute', name: 'paid', equals: false }, { attributes: {} }, false],
    [
      'what every object has is no attribute',
      { fact: 'attribute', name: 'constructor', equals: 'x' },
      { attributes: {} },
      false,
    ],
  ])('%s', (_, fitTest, facts, result) => {
    expect(passes(fitTest, facts)).toBe(result);
  });
});

describe('rules', () => {
  const small: FitTest = { fact: 'size', atMost: 10 };
  const german: FitTest = { fact: 'country', in: ['DE'] };
  const facts = { country: 'DE', company: { size: 5 } };

  test.each<[string, FitRule[], string]>([
    [
      'excluded wins over poor and good',
      [rule('good', german), rule('poor', small), rule('excluded', small)],
      'excluded',
    ],
    ['poor wins over good', [rule('good', german), rule('poor', small)], 'poor'],
    ['good is good', [rule('good', german)], 'good'],
    ['all tests of a rule must hold', [rule('poor', small, { fact: 'country', in: ['FR'] })], 'unknown'],
    ['a rule without tests holds for nobody', [rule('excluded')], 'unknown'],
    ['no rules, nothing known', [], 'unknown'],
  ])('%s', (_, rules, fit) => {
    expect(fitWith(rules, facts).fit).toBe(fit);
  });

  test('of one kind the first that holds says why', () => {
    const rules = [
      rule('poor', { fact: 'country', in: ['FR'] }),
      { ...rule('poor', small), because: 'too small' },
      rule('poor', german),
    ];
    expect(fitWith(rules, facts)).toEqual({ fit: 'poor', because: 'too small' });
  });

  test.each([
    ['excluded', 'good', 'excluded'],
    ['poor', 'good', 'good'],
    ['good', 'poor', 'poor'],
    ['good', 'excluded', 'excluded'],
  ] as const)('with a rule for %s the CRM’s own word %s makes %s', (byRule, crm, fit) => {
    expect(fitWith([rule(byRule, small)], { ...facts, attributes: { fit: crm } }).fit).toBe(fit);
  });

  test('more rules never lift an exclusion, and rules for good never change who is not unknown', () => {
    const tests = fc.constantFrom<FitTest>(
      small,
      german,
      { fact: 'role', matches: 'ceo' },
      { fact: 'address', is: ['free'] },
    );
    const rules = (...fits: FitRule['fit'][]) =>
      fc.array(fc.tuple(fc.constantFrom(...fits), fc.array(tests)).map(([fit, all]) => rule(fit, ...all)));
    fc.assert(
      fc.property(
        rules('good', 'poor', 'excluded'),
        rules('poor', 'excluded', 'good'),
        rules('good'),
        (some, more, good) => {
          const before = fitWith(some, facts).fit;
          expect(before !== 'excluded' || fitWith([...more, ...some], facts).fit === 'excluded').toBe(true);
          expect(before === 'unknown' || fitWith([...good, ...some], facts).fit === before).toBe(true);
        },
      ),
    );
  });
});

test('a pattern is told from a text that is none, and all defaults are patterns', () => {
  const ofRules = defaultFit.rules.flatMap(({ all }) =>
    all.flatMap((one) => ('matches' in one ? [one.matches ?? ''] : [])),
  );
  const ofRoles = defaultAccounts.committee.roles.flatMap(({ titles }) => titles);
  expect([...ofRules, ...ofRoles].filter((text) => !isPattern(text))).toEqual([]);
  expect(isPattern('(ceo')).toBe(false);
});
