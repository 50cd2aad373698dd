import { expect, test } from '@jest/globals';
import { lengthProblems } from '../check/lengths.ts';
import { readProject } from '../check/project.ts';
import { plantedProject } from './planted.ts';

test('no text is longer than an org takes', () => {
  expect(lengthProblems(readProject('force-app', 'optional'))).toEqual([]);
});

test('a text that is too long is found', () => {
  const file = 'objects/Lead/fields/Lead_Score__c.field-meta.xml';
  const project = plantedProject(file, '<label>Lead Score<', `<label>${'Lead Score '.repeat(4)}of it<`);
  expect(lengthProblems(project)).toEqual(['CustomField Lead.Lead_Score__c: label has 49 characters, 40 at most']);
});
