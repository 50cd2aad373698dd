import { expect, test } from '@jest/globals';
import type { Counterfactual } from '../counterfactual/counterfactual.ts';
import { lessInWords } from './explainedWords.ts';

const found = (kind: string, words: string) => ({ edit: { kind }, words }) as Counterfactual;

test('what would have kept a lead cooler is told, but not that it did too little', () => {
  const points = found('remove', 'Without the demo request it would not have been hot.');
  const time = found('add', 'With one more pricing page visit it would not have been hot.');
  expect(lessInWords({ points, time })).toEqual([points.words]);
  expect(lessInWords({})).toEqual([]);
});
