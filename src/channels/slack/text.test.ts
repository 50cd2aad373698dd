import { describe, expect, test } from '@jest/globals';
import { escaped, oneLine } from './text.ts';

describe('text from outside', () => {
  test.each([
    ['a ping', '<!channel> & co', '&lt;!channel&gt; &amp; co'],
    ['bold, code and struck text', '*a* `b` ~c~', '∗a∗ ˋbˋ ∼c∼'],
    ['slanted text', '_urgent_ ', 'ˍurgentˍ'],
    ['an address with underscores', 'ada_m_l@acme.test', 'ada_m_l@acme.test'],
    ['an emoji by name', ':skull: now', '꞉skull: now'],
    ['a time', 'at 10:30 or 11:15', 'at 10:30 or 11:15'],
  ])('as mrkdwn: %s', (_what, given, shown) => {
    expect(escaped(given, 100)).toBe(shown);
  });

  test('is cut between whole characters and whole escapes', () => {
    expect(escaped('&&&', 11)).toBe('&amp;&amp;…');
    expect(oneLine('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 20)).toBe('👩‍👩‍👧‍👦…');
  });

  test.each([oneLine, escaped])('from right to left it stays inside its own marks, cut or not', (shape) => {
    expect(shape('שלום'.repeat(20), 30)).toMatch(/^\u2068[^\u2069]{10,28}\u2069$/);
    expect(shape('\u202Eשלום', 30)).toBe('\u2068שלום\u2069');
  });
});
