import { describe, expect, test } from '@jest/globals';
import { alertOf } from './alertForTests.ts';
import { blockProblems } from './blockLimits.ts';
import { shaped, plainText } from './shaped.ts';

const reminder = { under: 'alert', note: 'Nobody has answered for 10 minutes: Ann was reminded.' } as const;
const controls: ('claim' | 'contacted' | 'snooze' | 'why_hot')[] = ['claim', 'contacted', 'snooze', 'why_hot'];
const textOf = (more: Parameters<typeof alertOf>[0]) => shaped(alertOf(more)).text;

describe('a message under an alert', () => {
  test('says why, whom it calls, of whom, and until when, with the same buttons', () => {
    const { text, blocks } = shaped(alertOf({ ...reminder, controls, mention: ['U0ANN'] }));
    expect(text).toMatch(
      /^⏰ Nobody has answered for 10 minutes: Ann was reminded\. <@U0ANN> Ada Lovelace \(Acme\), respond by <!date/,
    );
    expect(blocks.map(({ type }) => type)).toEqual(['section', 'actions']);
    expect(JSON.stringify(blocks)).toContain('"action_id":"claim"');
    expect(blockProblems(blocks, 'message')).toEqual([]);
  });
  test.each([
    ['claimed', { kind: 'claimed', by: 'Bob', at: 0 }, /^🙋 Claimed by Bob, .*: Ada Lovelace \(Acme\), respond by/],
    ['contacted', { kind: 'contacted', by: 'Bob', at: 0, how: 'call' }, /^✅ Contacted by Bob \(call\).*\(Acme\)$/],
    ['moved', { kind: 'open', movedTo: 'Cy' }, /^➡️ Cy has it now: nothing to do for you: Ada Lovelace \(Acme\)$/],
  ] as const)('shows that it was %s meanwhile, and calls nobody', (_, standing, words) => {
    const text = textOf({ ...reminder, standing, mention: ['U0ANN'] });
    expect(text).toMatch(words);
    expect(text).not.toContain('<@');
  });
  test('of an earlier episode says that they are hot again, and has no clock', () => {
    expect(textOf({ under: 'earlier', reasons: ['pricing page twice'] })).toBe(
      '🔥 Hot again: Ada Lovelace (Acme): pricing page twice',
    );
  });
  test('of a colleague is the whole card, and says so first', () => {
    const { text, blocks } = shaped(alertOf({ under: 'colleague', mention: ['U0ANN'] }));
    expect(text).toMatch(/^<@U0ANN> 👥 Another person at Acme is hot Hot lead 92/);
    expect(blocks.slice(0, 2).map(({ type }) => type)).toEqual(['header', 'section']);
    expect(plainText(alertOf({ under: 'colleague' }))).toMatch(/^👥 Another person at Acme is hot\nHot lead/);
  });
});

describe('whom a message calls', () => {
  test('are people, by their ids, and nobody else whatever is given', () => {
    const mention = ['U0BOSS', '!channel', 'S0TEAM', 'U1> <!here', 'W0OTHER'];
    expect(textOf({ mention })).toMatch(/^<@U0BOSS> <@W0OTHER> Hot lead/);
  });
  test('is nobody whom a lead or a note names', () => {
    const name = '<@U0EVE> *Ada* <!channel> `x`';
    const lead = { name, company: '<!here>', recordUrl: 'https://crm.test/1', crm: 'hubspot' };
    for (const under of ['alert', 'earlier', 'colleague'] as const) {
      const message = shaped(alertOf({ under, lead, note: '<!everyone> <@U0EVE>' }));
      expect(JSON.stringify([message.text, message.blocks])).not.toMatch(/"mrkdwn"[^}]*<[@!](?!date)/);
      expect(message.text).not.toMatch(/<[@!](?!date)/);
      expect(blockProblems(message.blocks, 'message')).toEqual([]);
    }
  });
  test('however long everything is, Slack takes it', () => {
    const long = '<&>'.repeat(200);
    const lead = { name: long, company: long, recordUrl: 'https://crm.test/1', crm: 'hubspot' };
    const mention = Array.from({ length: 40 }, (_, index) => `U0${index}`);
    for (const under of ['alert', 'earlier', 'colleague'] as const) {
      const alert = alertOf({ under, lead, note: long, reasons: [long, long], mention, mayBeRepeated: true, controls });
      expect(blockProblems(shaped(alert).blocks, 'message')).toEqual([]);
      expect(plainText(alert).length).toBeLessThanOrEqual(4000);
    }
  });
});
