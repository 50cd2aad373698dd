import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sealing, signing } from './sealing.ts';

const key = 'k'.repeat(32);
const other = 'o'.repeat(32);

describe('sealing', () => {
  test('what was sealed is opened again, whatever it is', () => {
    const { seal, open } = sealing(key);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, about) => {
        expect(open(seal(text, about), about)).toBe(text);
      }),
    );
  });

  test('the same text is another seal every time, and never readable in it', () => {
    const { seal } = sealing(key);
    const sealed = [seal('xoxb-secret', 'slack T1'), seal('xoxb-secret', 'slack T1')];
    expect(sealed[0]).not.toBe(sealed[1]);
    expect(Buffer.from(sealed[0]!.slice(3), 'base64url').toString('latin1')).not.toContain('xoxb');
  });

  test.each([
    ['another key', (sealed: string) => sealing(other).open(sealed, 'slack T1')],
    ['something else', (sealed: string) => sealing(key).open(sealed, 'slack T2')],
    ['a cut', (sealed: string) => sealing(key).open(sealed.slice(0, 20), 'slack T1')],
    ['another version', (sealed: string) => sealing(key).open(sealed.replace('s1', 's2'), 'slack T1')],
    ['plain text', () => sealing(key).open('xoxb-secret', 'slack T1')],
  ])('%s opens nothing, and the error says what to look at without the text', (_what, open) => {
    const sealed = sealing(key).seal('xoxb-secret', 'slack T1');
    expect(() => open(sealed)).toThrow(/^sealing: what is kept of slack T\d cannot be opened: SECRET_KEY/);
    expect(() => open(sealed)).not.toThrow(/xoxb/);
  });

  test('no changed byte goes unnoticed', () => {
    const { seal, open } = sealing(key);
    const bytes = Buffer.from(seal('token', 'a').slice(3), 'base64url');
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes);
      changed[i]! ^= 1;
      expect(() => open(`s1.${changed.toString('base64url')}`, 'a')).toThrow('cannot be opened');
    }
  });
});

describe('signing', () => {
  const payload = { workspace: 'acme' };

  test('a signed text is read until it is over', () => {
    const { sign, read } = signing(key, 'links');
    const token = sign(payload, 1_000);
    expect(token).toMatch(/^[\w-]+\.[\w-]+$/);
    expect(read(token, 999)).toEqual(payload);
    expect(read(token, 1_000)).toBeUndefined();
  });

  test.each([
    ['another key', signing(other, 'links')],
    ['another purpose', signing(key, 'install')],
  ])('%s reads nothing', (_what, { read }) => {
    expect(read(signing(key, 'links').sign(payload, 1_000), 0)).toBeUndefined();
  });

  test('a changed, cut or made-up text is nothing', () => {
    const { sign, read } = signing(key, 'links');
    const [body, mac] = sign(payload, 1_000).split('.') as [string, string];
    const forged = Buffer.from(JSON.stringify({ until: 1e15, payload })).toString('base64url');
    for (const token of ['', '.', 'a.b.c', body, `${body}.`, `${forged}.${mac}`, `${body}.${mac}.x`]) {
      expect(read(token, 0)).toBeUndefined();
    }
  });
});
