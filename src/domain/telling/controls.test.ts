import { describe, expect, test } from '@jest/globals';
import { controlsFor } from './controls.ts';
import type { Standing } from './standing.ts';

const at = 0;
const states: Record<string, Standing> = {
  open: { kind: 'open' },
  claimed: { kind: 'claimed', by: 'Ann', at },
  contacted: { kind: 'contacted', by: 'Ann', at, how: 'call' },
  closed: { kind: 'closed', as: 'won', at },
};
const readers = {
  'its holder': { surface: 'assignee', holder: true },
  'a manager': { surface: 'person', holder: false, decides: true, manages: true },
  'its owner': { surface: 'person', holder: false, decides: true, manages: false },
  'a backup': { surface: 'person', holder: false, decides: false },
  'a channel': { surface: 'channel', holder: false },
} as const;

describe('a card offers', () => {
  test.each<[keyof typeof readers, string, string]>([
    ['its holder', 'open', 'claim contacted snooze reassign not_a_fit why_hot why_me timeline'],
    ['its holder', 'claimed', 'contacted snooze release reassign not_a_fit why_hot why_me timeline'],
    ['its holder', 'contacted', 'not_a_fit why_hot why_me timeline'],
    ['its holder', 'closed', 'why_hot timeline'],
    ['a manager', 'open', 'claim contacted reassign not_a_fit why_hot timeline'],
    ['a manager', 'claimed', 'contacted release reassign not_a_fit why_hot timeline'],
    ['a manager', 'contacted', 'not_a_fit why_hot timeline'],
    ['a manager', 'closed', 'why_hot timeline'],
    ['its owner', 'open', 'claim contacted reassign not_a_fit why_hot timeline'],
    ['its owner', 'claimed', 'contacted reassign not_a_fit why_hot timeline'],
    ['its owner', 'contacted', 'not_a_fit why_hot timeline'],
    ['a backup', 'open', 'claim contacted why_hot timeline'],
    ['a backup', 'claimed', 'contacted why_hot timeline'],
    ['a backup', 'contacted', 'why_hot timeline'],
    ['a backup', 'closed', 'why_hot timeline'],
    ['a channel', 'open', 'claim why_hot timeline'],
    ['a channel', 'claimed', 'why_hot timeline'],
    ['a channel', 'contacted', 'why_hot timeline'],
    ['a channel', 'closed', 'why_hot timeline'],
  ])('%s of what is %s: %s', (reader, state, controls) => {
    expect(controlsFor(states[state] as Standing, readers[reader], { claimable: true })).toEqual(controls.split(' '));
  });

  test.each(['a manager', 'a backup', 'a channel'] as const)('%s no claim of a named account', (reader) => {
    expect(controlsFor({ kind: 'open' }, readers[reader], { claimable: false })).not.toContain('claim');
  });

  test.each(['its holder', 'a backup', 'a channel'] as const)('%s no claim where they have just spoken', (reader) => {
    const offered = controlsFor({ kind: 'open' }, readers[reader], { claimable: true, fyi: true });
    expect(offered).not.toEqual(expect.arrayContaining(['claim']));
    expect(offered).not.toContain('snooze');
  });

  test('whoever had it before nothing to say of a call', () => {
    const moved: Standing = { kind: 'open', movedTo: 'Bob' };
    expect(controlsFor(moved, readers['a backup'], { claimable: false })).toEqual(['why_hot', 'timeline']);
  });

  test('nothing twice', () => {
    for (const standing of Object.values(states))
      for (const reader of Object.values(readers)) {
        const all = controlsFor(standing, reader, { claimable: true });
        expect(new Set(all).size).toBe(all.length);
      }
  });
});
