import { expect, test } from '@jest/globals';
import { utcClock } from '../domain/explain/whenInWords.ts';
import type { StoryEpisode } from '../store/story.ts';
import { type StandsNow, standsNowInWords } from './explainNow.ts';

const NOW = Date.parse('2026-01-31T09:00:00Z');
const stands: StandsNow = {
  score: 70,
  tier: 2,
  hot: true,
  rules: '',
  reasons: [],
  outlook: '',
  suppressed: null,
  episode: null,
  unwritten: null,
  hotter: [],
  cooler: [],
};
const episode: StoryEpisode = { state: 'open', openedAt: NOW, respondBy: NOW + 3_600_000, owner: 'a' };

test.each<[string, Partial<StoryEpisode>, string]>([
  ['held for its owner', { waitingBecause: 'Ann is back soon' }, 'nobody has it: Ann is back soon; its owner is Ann'],
  ['covered by another', { assignee: 'b' }, 'Bob has it; its owner is Ann'],
  ['its owner has', { assignee: 'a' }, 'Ann has it'],
])('a lead that is %s says whose it is', (_, part, said) => {
  const name = (rep: string) => (rep === 'a' ? 'Ann' : 'Bob');
  const lines = standsNowInWords({ ...stands, episode: { ...episode, ...part } }, { name, clock: utcClock });
  expect(lines).toContain(`  episode: open, opened 31 Jan 09:00 UTC; ${said}; an answer is due by 31 Jan 10:00 UTC`);
});
