import { expect, test } from '@jest/globals';
import { fieldIn, fieldShape, fitOf, typeInWords } from './field-fit.ts';
import { sourceFiles } from './source-tree.ts';

const field = (about: object) => fieldShape.parse({ fullName: 'Lead.Lead_Score__c', ...about });
const score = field({ type: 'Number', precision: 5, scale: 1 });
const tier = field({ type: 'Text', length: 10 });

test.each([
  [score, { type: 'Number', precision: '5', scale: '1' }, 'same'],
  [score, { type: 'Number', precision: 3, scale: 0 }, 'same'],
  [score, { type: 'Number', precision: 18, scale: 2 }, 'roomier'],
  [score, { type: 'Number', precision: 18, scale: 0 }, 'other'],
  [score, { type: 'Text', length: 255 }, 'other'],
  [score, { type: 'Number', formula: 'Rating__c * 2', precision: 18, scale: 2 }, 'other'],
  [tier, { type: 'Text', length: 255 }, 'roomier'],
  [tier, { type: 'Text', length: 5 }, 'same'],
  [tier, { type: 'Picklist' }, 'other'],
  [field({ type: 'Lookup', referenceTo: 'Lead' }), { type: 'Lookup', referenceTo: ['Contact'] }, 'other'],
  [field({ type: 'Lookup', referenceTo: 'Lead' }), { type: 'Lookup', referenceTo: ['Lead'] }, 'same'],
  [field({ type: 'Number', formula: 'A__c' }), { type: 'Number', formula: 'B__c', precision: 18, scale: 0 }, 'same'],
])('%j in place of %j: %s', (ours, theirs, fit) => {
  expect(fitOf(ours, field(theirs))).toBe(fit);
});

test('types are said as Setup says them', () => {
  expect(
    [score, tier, field({ type: 'Lookup', referenceTo: 'Lead' }), field({ type: 'DateTime' })].map(typeInWords),
  ).toEqual(['Number(5, 1)', 'Text(10)', 'Lookup to Lead', 'DateTime']);
});

test('each of our fields is read from its file, and fits itself', () => {
  const ours = sourceFiles()
    .filter(({ path }) => path.endsWith('.field-meta.xml'))
    .map(fieldIn);
  expect(ours.length).toBeGreaterThan(40);
  for (const one of ours) {
    expect(one.fullName).toMatch(/^\w+\.\w+__c$/);
    expect(one.type).toMatch(/^[A-Z]/);
    expect(fitOf(one, one)).toBe('same');
  }
  expect(ours.find(({ fullName }) => fullName === 'Lead.Lead_Score__c')).toEqual(score);
});
