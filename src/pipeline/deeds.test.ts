import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Deed } from '../channels/answers.ts';
import { type Before, type Desk, startDeeds } from '../deedsForTests.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await startDeeds();
});
afterAll(() => desk[Symbol.asyncDispose]());

const states = {
  open: { owner: 'Ann', assignee: 'Ann' },
  'claimed by me': { owner: 'Ann', assignee: 'Ann', claimedBy: 'Ann' },
  'claimed by Bob': { assignee: 'Bob', claimedBy: 'Bob' },
  'of Bob': { assignee: 'Bob' },
  contacted: { owner: 'Ann', assignee: 'Ann', contactedBy: 'Bob' },
  'contacted by me': { owner: 'Ann', assignee: 'Ann', contactedBy: 'Ann' },
  closed: { owner: 'Ann', assignee: 'Ann', closedAs: 'won' },
  unassigned: { waiting: 'everyone is away' },
  'a named account of Bob': { owner: 'Bob', assignee: 'Bob', claimable: ['Bob', 'Cy'] },
} satisfies Record<string, Before>;

const claim: Deed = { do: 'claim' };
const contacted: Deed = { do: 'contacted', how: 'call' };
const snooze: Deed = { do: 'snooze', until: '1h' };
const release: Deed = { do: 'release' };
const notAFit: Deed = { do: 'not_a_fit', reason: 'too_small' };
const toCy = (): Deed => ({ do: 'reassign', to: desk.id('Cy') });

describe('Ann does', () => {
  test.each<[Deed['do'], keyof typeof states, string]>([
    ['claim', 'open', 'yes: Claimed: it is yours, respond by 10:50'],
    ['claim', 'claimed by me', 'yes: It is yours already, respond by 10:50'],
    ['claim', 'claimed by Bob', 'no: Bob Rep claimed it 5 minutes ago'],
    ['claim', 'of Bob', 'yes: Claimed: it is yours, respond by 10:50'],
    ['claim', 'contacted', 'no: Bob Rep contacted them 3 minutes ago'],
    ['claim', 'closed', 'no: It was closed 1 minute ago, won'],
    ['claim', 'unassigned', 'yes: Claimed: it is yours, respond by 10:50'],
    ['claim', 'a named account of Bob', 'no: Only its rep and their backup may claim it (Bob Rep has it)'],
    ['contacted', 'open', 'yes: Noted: you called them, 10 minutes after the signal'],
    ['contacted', 'claimed by me', 'yes: Noted: you called them, 10 minutes after the signal'],
    ['contacted', 'claimed by Bob', 'yes: Noted: you called them, 10 minutes after the signal'],
    ['contacted', 'contacted', 'no: Bob Rep contacted them 3 minutes ago'],
    ['contacted', 'contacted by me', 'yes: That is noted already'],
    ['contacted', 'closed', 'no: It was closed 1 minute ago, won'],
    ['contacted', 'unassigned', 'yes: Noted: you called them, 10 minutes after the signal'],
    ['contacted', 'a named account of Bob', 'yes: Noted: you called them, 10 minutes after the signal'],
    ['snooze', 'open', 'yes: Quiet until 11:00; managers still hear of it if nobody answers'],
    ['snooze', 'claimed by me', 'yes: Quiet until 11:00; managers still hear of it if nobody answers'],
    ['snooze', 'claimed by Bob', 'no: Only who has it may snooze it (Bob Rep has it)'],
    ['snooze', 'contacted', 'no: Bob Rep contacted them 3 minutes ago'],
    ['snooze', 'closed', 'no: It was closed 1 minute ago, won'],
    ['snooze', 'unassigned', 'no: Nobody has it yet: claim it first'],
    ['snooze', 'a named account of Bob', 'no: Only who has it may snooze it (Bob Rep has it)'],
    ['release', 'open', 'no: Nobody has claimed it'],
    ['release', 'claimed by me', 'yes: Released: Ann Rep has it until somebody claims it'],
    ['release', 'claimed by Bob', 'no: Only who claimed it, or a manager, may release it (Bob Rep has it)'],
    ['release', 'contacted', 'no: Bob Rep contacted them 3 minutes ago'],
    ['release', 'closed', 'no: It was closed 1 minute ago, won'],
    ['release', 'unassigned', 'no: Nobody has claimed it'],
    ['reassign', 'open', 'yes: Given to Cy Rep'],
    ['reassign', 'claimed by me', 'yes: Given to Cy Rep'],
    ['reassign', 'claimed by Bob', 'no: Only who has it, its owner or a manager may hand it on (Bob Rep has it)'],
    ['reassign', 'contacted', 'no: Bob Rep contacted them 3 minutes ago'],
    ['reassign', 'closed', 'no: It was closed 1 minute ago, won'],
    ['reassign', 'unassigned', 'no: Nobody has it yet: claim it first'],
    [
      'reassign',
      'a named account of Bob',
      'no: Only who has it, its owner or a manager may hand it on (Bob Rep has it)',
    ],
    ['not_a_fit', 'open', 'yes: Closed as not a fit: too small'],
    ['not_a_fit', 'claimed by me', 'yes: Closed as not a fit: too small'],
    ['not_a_fit', 'claimed by Bob', 'no: Only who has it, its owner or a manager may close it (Bob Rep has it)'],
    ['not_a_fit', 'contacted', 'yes: Closed as not a fit: too small'],
    ['not_a_fit', 'closed', 'no: It was closed 1 minute ago, won'],
    ['not_a_fit', 'unassigned', 'no: Nobody has it yet: claim it first'],
  ])('%s, and it is %s: %s', async (what, state, answer) => {
    const deeds = { claim, contacted, snooze, release, reassign: toCy(), not_a_fit: notAFit };
    const { ok, text } = await desk.press('Ann', await desk.lead(states[state]), deeds[what]);
    expect(`${ok ? 'yes' : 'no'}: ${text}`).toBe(answer);
  });
});

describe('Max, who manages and is no rep,', () => {
  test.each<[Deed['do'], keyof typeof states, string]>([
    ['claim', 'open', 'no: Only a rep in your CRM can have it: hand it to one of them'],
    ['contacted', 'open', 'yes: Noted: you called them, 10 minutes after the signal'],
    ['snooze', 'open', 'no: Only who has it may snooze it (Ann Rep has it)'],
    ['release', 'claimed by Bob', 'yes: Released: Bob Rep has it until somebody claims it'],
    ['reassign', 'claimed by Bob', 'yes: Given to Cy Rep'],
    ['reassign', 'unassigned', 'yes: Given to Cy Rep'],
    ['reassign', 'a named account of Bob', 'yes: Given to Cy Rep'],
    ['not_a_fit', 'unassigned', 'yes: Closed as not a fit: too small'],
  ])('does %s, and it is %s: %s', async (what, state, answer) => {
    const deeds = { claim, contacted, snooze, release, reassign: toCy(), not_a_fit: notAFit };
    const { ok, text } = await desk.press('Max', await desk.lead(states[state]), deeds[what]);
    expect(`${ok ? 'yes' : 'no'}: ${text}`).toBe(answer);
  });
});
