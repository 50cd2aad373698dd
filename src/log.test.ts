import { describe, expect, test } from '@jest/globals';
import { type Log, makeLog } from './log.ts';

function written(pretty: boolean, use: (log: Log) => void, level = 'info'): string[] {
  const lines: string[] = [];
  use(makeLog({ level, pretty, write: (line) => lines.push(line) }));
  return lines;
}

describe('the log', () => {
  test('writes one JSON line with level, time and fields', () => {
    const [line] = written(false, (log) => log.info({ step: 'score', ms: 3 }, 'scored'));
    expect(JSON.parse(line ?? '')).toMatchObject({
      level: 'info',
      step: 'score',
      ms: 3,
      msg: 'scored',
      pid: process.pid,
    });
    expect(line?.endsWith('}\n')).toBe(true);
  });

  test('leaves out what is below its level', () => {
    expect(written(false, (log) => log.info('scored'), 'warn')).toEqual([]);
  });

  test.each([
    ['a field', { token: 'hunter22' }],
    ['a field of a field', { hubspot: { clientSecret: 'hunter22' } }],
    ['a header two levels down', { request: { headers: { authorization: 'hunter22' } } }],
    ['a person’s phone', { lead: { phone: 'hunter22' } }],
    ['a HubSpot token in a sentence', { note: 'used pat-eu1-hunter22 here' }],
    ['a Slack token in a sentence', { note: 'used xoxb-1-hunter22' }],
    ['a password in an address', { url: 'postgres://hotlead:hunter22@127.0.0.1/x' }],
    ['an address without a user', { url: 'redis://:hunter22@127.0.0.1' }],
    ['a bearer', { note: 'sent Bearer hunter22.hunter22' }],
    ['an e-mail in an error', { err: new Error('no owner for hunter22@example.com') }],
  ])('hides %s', (_, fields) => {
    for (const pretty of [true, false]) {
      const text = written(pretty, (log) => log.error(fields, 'failed')).join('');
      expect(text).toContain('failed');
      expect(text).not.toContain('hunter22');
    }
  });

  test('for a person is a line with the time, the message and the fields', () => {
    const [line] = written(true, (log) => log.info({ lead: '17', because: 'asked for a demo' }, 'hot'));
    expect(line).toMatch(/^\d\d:\d\d:\d\d hot {2}lead=17 {2}because="asked for a demo"\n$/);
  });

  test('for a person names every level but info', () => {
    const [line] = written(true, (log) => log.warn('no Slack'));
    expect(line).toMatch(/ warn {2}no Slack\n$/);
  });

  test('for a person shows where an error came from, and a warning’s reason only', () => {
    const err = new Error('slack: channel_not_found');
    const [failed] = written(true, (log) => log.error({ err }, 'alert failed'));
    const [warned] = written(true, (log) => log.warn({ err }, 'alert delayed'));
    expect(failed).toContain('log.test.ts');
    expect(warned).toMatch(/alert delayed {2}slack: channel_not_found\n$/);
  });

  test('of a job keeps the fields that its parent was given', () => {
    const [line] = written(false, (log) => log.child({ workspace: 'w1' }).info('scored'));
    expect(JSON.parse(line ?? '')).toMatchObject({ workspace: 'w1' });
  });
});
