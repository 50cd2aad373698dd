import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { emailKey, keysOf, samePerson, type Person } from './samePerson.ts';

describe('the mailbox of', () => {
  test.each([
    [' Ann@Acme.example ', 'ann@acme.example'],
    ['ann+news@acme.example', 'ann@acme.example'],
    ['a.nn@acme.example', 'a.nn@acme.example'],
    ['A.n.n+x+y@gmail.com', 'ann@gmail.com'],
    ['a.nn@googlemail.com', 'ann@gmail.com'],
    ['+ann@acme.example', '+ann@acme.example'],
    ['...@gmail.com', '...@gmail.com'],
    ['No Address', 'no address'],
    ['', ''],
  ])('%s is %s', (email, key) => {
    expect(emailKey(email)).toBe(key);
  });

  test('a key is its own', () => {
    const part = fc.string({ unit: fc.constantFrom('a', 'B', '.', '+', '@', ' ', 'é'), maxLength: 6 });
    const email = fc.tuple(part, fc.constantFrom('@gmail.com', '@acme.example', '')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(email, (text) => {
        expect(emailKey(emailKey(text))).toBe(emailKey(text));
      }),
      { numRuns: 1000 },
    );
  });
});

const phone = '+49 171 1234567';
const annSmith: Person = { firstName: 'Ann', lastName: 'Smith' };

describe('two records', () => {
  test.each<[string, Person, Person, boolean]>([
    ['same address', { email: 'a.nn+x@gmail.com' }, { email: 'ANN@googlemail.com' }, true],
    [
      'same address, other name',
      { email: 'a@acme.example', ...annSmith },
      { email: 'a@acme.example', lastName: 'Wu' },
      true,
    ],
    ['other address', { email: 'ann@acme.example' }, { email: 'bob@acme.example' }, false],
    ['same text too long for an address', { email: `${'a@.'.repeat(99)}x` }, { email: `${'a@.'.repeat(99)}x` }, false],
    ['same text that is no address', { email: 'none' }, { email: 'none' }, false],
    ['both addresses empty', { email: '' }, { email: '' }, false],
    ['same role mailbox, nothing else', { email: 'info@acme.example' }, { email: 'Info+x@acme.example' }, true],
    [
      'same role mailbox, same name',
      { email: 'sales@a.example', ...annSmith },
      { email: 'sales@a.example', firstName: 'SMITH', lastName: 'ann' },
      true,
    ],
    [
      'same role mailbox, other name',
      { email: 'info@a.example', ...annSmith },
      { email: 'info@a.example', firstName: 'Bob', lastName: 'Smith' },
      false,
    ],
    ['same role mailbox, one name', { email: 'info@a.example', ...annSmith }, { email: 'info@a.example' }, false],
    ['same phone and last name', { lastName: 'Müller', phone }, { lastName: 'MULLER', phone: '0171 1234567' }, true],
    ['same phone, last name, initial', { ...annSmith, phone }, { firstName: 'A.', lastName: 'Smith', phone }, true],
    [
      'same phone, last name, other first name',
      { ...annSmith, phone },
      { firstName: 'Bob', lastName: 'Smith', phone },
      false,
    ],
    [
      'same phone, last name, two extensions',
      { ...annSmith, phone: `${phone} x1` },
      { ...annSmith, phone: `${phone} x2` },
      false,
    ],
    ['same phone alone', { phone }, { phone }, false],
    [
      'same short phone and last name',
      { lastName: 'Smith', phone: '5550100' },
      { lastName: 'Smith', phone: '5550100' },
      false,
    ],
    [
      'same full name and company',
      { ...annSmith, accountKey: 'acme.example' },
      { lastName: 'Smith, Ann', accountKey: 'acme.example' },
      true,
    ],
    [
      'same full name with a middle initial',
      { ...annSmith, accountKey: 'k' },
      { firstName: 'Ann B.', lastName: 'Smith', accountKey: 'k' },
      true,
    ],
    [
      'same full name, other company',
      { ...annSmith, accountKey: 'a.example' },
      { ...annSmith, accountKey: 'b.example' },
      false,
    ],
    ['same full name, no company', annSmith, annSmith, false],
    [
      'same initial and last name at a company',
      { firstName: 'A.', lastName: 'Smith', accountKey: 'k' },
      { firstName: 'A', lastName: 'Smith', accountKey: 'k' },
      false,
    ],
    [
      'initial for a name at a company',
      { ...annSmith, accountKey: 'k' },
      { firstName: 'A', lastName: 'Smith', accountKey: 'k' },
      false,
    ],
    [
      'same last name at a company',
      { lastName: 'Smith', accountKey: 'k' },
      { lastName: 'Smith', accountKey: 'k' },
      false,
    ],
    [
      'same full name of single signs',
      { firstName: '明', lastName: '李', accountKey: 'k' },
      { firstName: '明', lastName: '李', accountKey: 'k' },
      true,
    ],
    ['nothing', {}, {}, false],
  ])('with %s', (_, a, b, same) => {
    expect(samePerson(a, b).same).toBe(same);
  });

  test.each<[Person, Person, string]>([
    [{ email: 'A@gmail.com' }, { email: 'a@gmail.com' }, 'same e-mail address'],
    [{ ...annSmith, phone }, { ...annSmith, phone }, 'same phone and last name'],
    [{ ...annSmith, accountKey: 'name:acme' }, { ...annSmith, accountKey: 'name:acme' }, 'same full name at acme'],
    [
      { email: 'info@a.example', ...annSmith },
      { email: 'info@a.example' },
      'info@a.example is a mailbox of many, and the names are not the same',
    ],
    [annSmith, annSmith, 'no address, phone or workplace ties them'],
  ])('say why: %j %j', (a, b, because) => {
    expect(samePerson(a, b).because).toBe(because);
  });
});

const optional = (...values: string[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const persons = fc.record({
  email: optional('ann@acme.example', 'Ann+x@acme.example', 'info@acme.example', 'a.b@gmail.com', 'ab@gmail.com', ''),
  firstName: optional('Ann', 'ANN', 'A.', 'Bob', 'Ann Maria', '李'),
  lastName: optional('Smith', 'smith', 'Müller', 'Muller', '明'),
  phone: optional(phone, '0171 1234567', `${phone} x1`, '5550100'),
  accountKey: optional('acme.example', 'name:acme'),
});

describe('for all people', () => {
  test('to be the same person has no direction', () => {
    fc.assert(
      fc.property(persons, persons, (a, b) => {
        expect(samePerson(a, b)).toEqual(samePerson(b, a));
      }),
      { numRuns: 2000 },
    );
  });

  test('whoever has an address, a phone with a last name, or a full name with a company is the same as themselves', () => {
    fc.assert(
      fc.property(persons, (a) => {
        const hasPhone = a.phone !== undefined && a.phone !== '5550100' && a.lastName !== undefined;
        const hasName = a.firstName !== undefined && a.firstName !== 'A.' && a.lastName !== undefined;
        fc.pre(Boolean(a.email) || hasPhone || (hasName && a.accountKey !== undefined));
        expect(samePerson(a, { ...a }).same).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test('the same person is found by mailbox, by phone, or by name and company', () => {
    fc.assert(
      fc.property(persons, persons, (a, b) => {
        const [one, other] = [keysOf(a), keysOf(b)];
        const has = (key: 'email' | 'phone' | 'name') => one[key] !== undefined && one[key] === other[key];
        const found = has('email') || has('phone') || (has('name') && a.accountKey === b.accountKey);
        expect(found || !samePerson(a, b).same).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  test('with names without end as well, and no key is longer than an index takes', () => {
    const bot = { firstName: '\u{1F525}ab'.repeat(4_000), lastName: '陳'.repeat(4_000), accountKey: 'acme.example' };
    const { name = '' } = keysOf(bot);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(800);
    expect([name.isWellFormed(), keysOf({ ...bot, firstName: bot.firstName.toUpperCase() }).name]).toEqual([
      true,
      name,
    ]);
  });

  test('a name alone ties nobody', () => {
    fc.assert(
      fc.property(persons, persons, ({ firstName, lastName }, other) => {
        expect(samePerson({ firstName, lastName }, other).same).toBe(false);
      }),
    );
  });
});
