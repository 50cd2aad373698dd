import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { wholeId as ofSandbox } from '../../sandbox/salesforce/ids.ts';
import { personMeant, wholeId } from './record-id.ts';

const LEAD = '00QgK0000012AbCUAU';

describe('an id of 15 characters', () => {
  test.each([
    ['a0D30000001n7Pi', 'a0D30000001n7PiEAI'],
    ['a0RE000000IJmcN', 'a0RE000000IJmcNMAT'],
    ['001M000000qfPyS', '001M000000qfPySIAU'],
    ['aBcDEfgHIJKLMNO', 'aBcDEfgHIJKLMNO025'],
  ])('%s is %s in 18', (id15, id18) => {
    expect(wholeId(id15)).toBe(id18);
  });

  test('is the same in 18 as the sandbox has it, whichever of its letters are capitals', () => {
    const character = fc.constantFrom('0', '5', '9', 'A', 'M', 'Z', 'a', 'm', 'z');
    fc.assert(
      fc.property(fc.array(character, { minLength: 15, maxLength: 15 }), (all) => {
        expect(wholeId(all.join(''))).toBe(ofSandbox(all.join('')));
      }),
    );
  });
});

describe('the Lead or Contact that a person means', () => {
  test.each([
    LEAD,
    LEAD.slice(0, 15),
    `https://acme.lightning.force.com/lightning/r/Lead/${LEAD}/view`,
    `https://acme--dev.sandbox.my.salesforce.com/lightning/r/${LEAD}/edit?count=1`,
    `https://acme.my.salesforce.com/${LEAD.slice(0, 15)}`,
    `https://acme.my.salesforce.com/${LEAD.slice(0, 15)}?srPos=0&srKp=00Q`,
    `https://acme.lightning.force.com/one/one.app#/sObject/${LEAD}/view`,
    `https://acme.lightning.force.com/lightning/r/Campaign/701gK00000AAAAAQAZ/view?ws=%2Flightning%2Fr%2FLead%2F${LEAD}%2Fview`,
  ])('is found in %s', (said) => {
    expect(personMeant(said)).toBe(LEAD);
  });

  test.each([
    '55',
    'ada@bigco.example',
    `${LEAD.slice(0, 15)}X`,
    `${LEAD} `,
    '001A0000006Vm9rIAC',
    'https://acme.lightning.force.com/lightning/r/Account/001A0000006Vm9rIAC/view',
  ])('is nobody in %s', (said) => {
    expect(personMeant(said)).toBeUndefined();
  });
});
