import { describe, expect, test } from '@jest/globals';
import { HOUR_MS, MINUTE_MS } from './decay.ts';
import type { Episode } from './episodes.ts';
import { type LeadState, lookAt } from './look.ts';
import { defaultModel } from './model.ts';
import type { Signal } from './signals.ts';

const now = Date.UTC(2026, 2, 3, 12);
const DAY_MS = 24 * HOUR_MS;

function signal(type: string, ago: number): Signal {
  const at = now - ago;
  return { id: `${type}-${ago}`, subject: 'lead', type, at, receivedAt: at, confidence: 1, source: 'test' };
}

function lead(signals: Signal[], more: Partial<LeadState> = {}): LeadState {
  return { id: 'ada', signals, score: 0, hot: false, unseenFrom: Math.min(...signals.map(({ at }) => at)), ...more };
}

const asked = signal('route_request', MINUTE_MS);
const episode: Episode = {
  id: 'e1',
  kind: 'first',
  state: 'contacted',
  openedAt: now - 3 * HOUR_MS,
  round: 1,
  tier: 2,
  triggerAt: now - 3 * HOUR_MS,
  late: false,
  firstContactAt: now - 2 * HOUR_MS,
};

describe('a workflow that asks to route a lead', () => {
  test('opens an episode of a lead that is not hot by itself', () => {
    const { move, standing } = lookAt(lead([signal('blog_engagement', HOUR_MS), asked]), defaultModel, 0, now);
    expect(move).toMatchObject({ kind: 'open', tier: 2 });
    expect(standing.score).toBe(5);
  });

  test('starts no new clock for a lead that was answered: it joins what is open', () => {
    const { move } = lookAt(
      lead([signal('demo_request', 3 * HOUR_MS), asked], { open: episode }),
      defaultModel,
      0,
      now,
    );
    expect(move).toEqual({ kind: 'none', because: 'already contacted' });
  });

  test('is not what a new demo request is, which starts one', () => {
    const again = signal('demo_request', MINUTE_MS);
    const { move } = lookAt(
      lead([signal('demo_request', 3 * HOUR_MS), again], { open: episode }),
      defaultModel,
      0,
      now,
    );
    expect(move).toMatchObject({ kind: 'round', round: 2, triggerId: again.id });
  });

  test('brings nobody back whom a rep found to be no fit', () => {
    const lastClosed: Episode = { ...episode, state: 'closed', closedAt: now - 20 * DAY_MS, closedAs: 'not_a_fit' };
    const { move } = lookAt(lead([asked], { lastClosed }), defaultModel, 0, now);
    expect(move).toMatchObject({ kind: 'none', because: expect.stringMatching(/disqualified/) });
  });
});

describe('since when a lead is hot that was so before anybody watched', () => {
  test('is when its heat began, and not when it was first looked at', () => {
    const began = signal('demo_request', 5 * HOUR_MS);
    const later = signal('pricing_page_visit', HOUR_MS);
    const { move, hotSince } = lookAt(lead([began, later]), defaultModel, now - MINUTE_MS, now);
    expect(move).toMatchObject({ kind: 'none' });
    expect(hotSince).toBe(began.at);
  });

  test('is when it began again, after a gap', () => {
    const demos = [signal('demo_request', 5 * HOUR_MS), signal('demo_request', 5 * DAY_MS)];
    const { hotSince } = lookAt(lead(demos), defaultModel, now - MINUTE_MS, now);
    expect(hotSince).toBe(demos[0]?.at);
  });
});
