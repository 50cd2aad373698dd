import { describe, expect, test } from '@jest/globals';
import type { Control } from '../../domain/telling/controls.ts';
import type { Alert } from '../channel.ts';
import { alertOf, NOW } from './alertForTests.ts';
import { alertMessage } from './card.ts';
import { parsePressed } from './pressed.ts';

describe('what may be pressed', () => {
  const all: Control[] = ['claim', 'contacted', 'snooze', 'reassign', 'not_a_fit', 'why_hot', 'why_me', 'timeline'];
  const row = (controls: Control[], more: Partial<Alert> = {}) => {
    const found = alertMessage(alertOf({ controls, ...more }).alert).blocks.find((block) => block.type === 'actions');
    return found?.type === 'actions' ? found : undefined;
  };
  type Element = { action_id?: string; value?: string; options?: { value?: string }[] };
  const elements = (controls: Control[]) => (row(controls)?.elements ?? []) as Element[];

  test('is at most four at once, and a menu with the rest', () => {
    const ids = (controls: Control[]) => elements(controls).map(({ action_id: id }) => id);
    expect(ids(all)).toEqual(['claim', 'contacted', 'snooze', 'open_record', 'more']);
    expect(ids(['contacted', 'snooze', 'release', 'why_hot'])).toEqual([
      'contacted',
      'snooze',
      'release',
      'open_record',
      'more',
    ]);
    expect(ids(['why_hot', 'timeline'])).toEqual(['open_record', 'more']);
    expect(ids([])).toEqual(['open_record']);
  });

  test('says of which episode and what, and reads back', () => {
    const values = elements(all).flatMap(({ value, options = [] }) => [
      value,
      ...options.map((option) => option.value),
    ]);
    expect(values.filter((value) => value !== undefined).map(parsePressed)).toEqual([
      { episode: 'e-17' },
      { episode: 'e-17' },
      ...['15m', '1h', 'tomorrow', 'back'].map((until) => ({ episode: 'e-17', until })),
      ...['reassign', 'not_a_fit', 'why_hot', 'why_me', 'timeline'].map((control) => ({
        episode: 'e-17',
        do: control,
      })),
    ]);
  });

  test('has another id in each state: else Slack keeps what was chosen before', () => {
    const claimed = { standing: { kind: 'claimed', by: 'Bob', at: NOW } as const };
    const ids = [row(all), row(all, claimed), row(['claim'])].map((block) => block?.block_id);
    expect(new Set(ids).size).toBe(3);
    expect(ids[0]).toBe(row(all)?.block_id);
    expect(ids.every((id) => id?.startsWith('alert:e-17:'))).toBe(true);
  });

  test.each([
    '',
    '{}',
    'null',
    '[]',
    '{"e":""}',
    '{"e":1}',
    '{"e":"a","do":"drop"}',
    '{"e":"a","until":"never"}',
    'x'.repeat(3000),
  ])('a value that is none of ours is nothing: %s', (value) => {
    expect(parsePressed(value)).toBeUndefined();
  });
});
