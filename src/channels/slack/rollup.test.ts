import { describe, expect, test } from '@jest/globals';
import { type Alert } from '../channel.ts';
import { ROLLED_UP } from '../../domain/telling/settings.ts';
import { alertOf, NOW } from './alertForTests.ts';
import type { SlackMessage } from './blocks.ts';
import { pingable } from './hostileForTests.ts';
import { rollupMessage } from './rollup.ts';

function rollup(alerts: Alert[]): SlackMessage {
  return rollupMessage({
    kind: 'rollup',
    alerts,
    surface: 'channel',
    timeZone: 'Europe/Berlin',
    mayBeRepeated: false,
    now: NOW,
  });
}
const hot = (more: Partial<Alert> = {}) => alertOf(more).alert;

describe('many leads as one message', () => {
  test('says how many, and of each who, why, who has it and until when', () => {
    const message = rollup([hot({ assignee: 'Ann Lee' }), hot()]);
    expect(message.text).toBe('2 hot leads: Ada Lovelace, Ada Lovelace');
    expect(message.blocks[0]).toMatchObject({ type: 'header', text: { text: '🔥 2 hot leads' } });
    const [first = '', second = ''] = pingable(message.blocks);
    expect(first.split('\n').slice(0, 2)).toEqual([
      '*<https://crm.test/contact/1|Ada Lovelace>* — Acme · 92',
      'asked for a demo 2 minutes ago',
    ]);
    expect(first).toContain('Assignee: Ann Lee · respond by <!date^');
    expect(second).toContain('Assignee: nobody yet');
  });

  test('offers a claim to whoever may, else the record', () => {
    const beside = (alert: Alert) => (rollup([alert]).blocks[1] as { accessory?: unknown }).accessory;
    expect(beside(hot({ controls: ['claim', 'why_hot'] }))).toMatchObject({
      action_id: 'claim',
      value: '{"e":"e-17"}',
    });
    expect(beside(hot({ controls: ['why_hot'] }))).toMatchObject({ action_id: 'open_record' });
  });

  test('once something came of one, says that', () => {
    const standing = { kind: 'contacted', by: 'Ann', at: NOW, how: 'call' } as const;
    const [text] = pingable(rollup([hot({ standing })]).blocks);
    expect(text).toMatch(/✅ Contacted by Ann \(call\), <!date[^>]+>, in time$/);
  });

  test('says when its "just now" was', () => {
    const [text] = pingable(rollup([hot({ reasons: ['asked for a demo just now'], reasonsAt: NOW - 600_000 })]).blocks);
    expect(text).toMatch(/asked for a demo just now \(at <!date\^/);
  });

  test('more than fit are counted', () => {
    const message = rollup(Array.from({ length: ROLLED_UP + 5 }, () => hot()));
    expect(message.blocks).toHaveLength(1 + ROLLED_UP + 1);
    expect(JSON.stringify(message.blocks.at(-1))).toContain('and 5 more');
    expect(message.text).toBe(
      `${ROLLED_UP + 5} hot leads: Ada Lovelace, Ada Lovelace, Ada Lovelace and ${ROLLED_UP + 2} more`,
    );
  });

  test('warm ones are not called hot', () => {
    expect(rollup([hot({ tier: 3 })]).text).toMatch(/^1 warm lead:/);
  });
});
