import { describe, expect, test } from '@jest/globals';
import { type Clocks, startLadder } from './ladder.ts';
import { always, shift, standard, START, story, urgent } from './laddersForTests.ts';
import { defaultSla, type Rung } from './settings.ts';

const present: Clocks = { assignee: always, pool: always };

describe('when rungs fire', () => {
  /** Works for a while after START, and again from minute 912 on: 15 hours later. */
  const until = (end: number) => [shift(-100, end), shift(912, 1400)];
  const away: Clocks['assignee'] = [];

  test.each<{ that: string; rungs: Rung[]; clocks: Clocks; after?: Clocks; told: string[] }>([
    {
      that: 'urgent, everyone there',
      rungs: urgent,
      clocks: present,
      told: ['10 remind', '15 backup', '30 reassign', '45 manager'],
    },
    {
      that: 'standard, everyone there',
      rungs: standard,
      clocks: present,
      told: ['30 remind', '60 backup', '120 manager'],
    },
    {
      that: 'urgent, the rep and all others go home at minute 12',
      rungs: urgent,
      clocks: { assignee: until(12), pool: until(12) },
      told: ['10 remind', '915 backup', '930 reassign', '945 manager'],
    },
    {
      that: 'standard, the rep and all others go home at minute 40',
      rungs: standard,
      clocks: { assignee: until(40), pool: until(40) },
      told: ['30 remind', '932 backup', '992 manager'],
    },
    {
      that: 'urgent, the rep goes home at minute 12, others are there: the whole ladder waits 30 minutes, not each rung',
      rungs: urgent,
      clocks: { assignee: until(12), pool: always },
      after: present,
      told: ['10 remind', '45 backup', '60 reassign', '75 manager'],
    },
    {
      that: 'standard, the rep goes home at minute 40, others are there',
      rungs: standard,
      clocks: { assignee: until(40), pool: always },
      told: ['30 remind', '90 backup', '150 manager'],
    },
    {
      that: 'urgent, the rep goes home at minute 12 and the others at minute 30',
      rungs: urgent,
      clocks: { assignee: until(12), pool: until(30) },
      told: ['10 remind', '915 backup', '930 reassign', '945 manager'],
    },
    {
      that: 'urgent, nobody has it and the others are there',
      rungs: urgent,
      clocks: { assignee: away, pool: always },
      after: present,
      told: ['40 remind', '45 backup', '60 reassign', '75 manager'],
    },
    {
      that: 'urgent, a rep outside the pool goes home at minute 10, when the pool comes',
      rungs: urgent,
      clocks: { assignee: [shift(0, 10)], pool: [shift(10, 500)] },
      told: ['10 remind', '45 backup', '70 reassign', '85 manager'],
    },
    { that: 'nobody ever comes', rungs: urgent, clocks: { assignee: away, pool: away }, told: [] },
  ])('$that', ({ rungs, clocks, after = clocks, told }) => {
    expect(story(startLadder(rungs, START, defaultSla), clocks, after)).toEqual(told);
  });
});
