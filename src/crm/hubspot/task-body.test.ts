import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { carries, taskBody } from './task-body.ts';

describe('the marker in a task body', () => {
  test.each([
    ['as written', 'call her<br><br>Ref hotlead:ab12'],
    ['wrapped by the editor', '<div><p>call&nbsp;her</p><p>Ref hotlead:ab12</p></div>'],
    ['with text behind it', 'Ref hotlead:ab12<br>left a voicemail'],
  ])('is found %s', (_how, body) => {
    expect(carries(body, 'hotlead:ab12')).toBe(true);
  });

  test.each([['Ref hotlead:ab123'], ['xRef hotlead:ab12'], ['hotlead:ab12'], [''], [undefined]])(
    'is not found in %s',
    (body) => {
      expect(carries(body, 'hotlead:ab12')).toBe(false);
    },
  );

  test('text that looks like HTML stays text', () => {
    expect(taskBody({ body: 'a < b & "c"\n<script>', marker: 'm' })).toBe(
      'a &lt; b &amp; &quot;c&quot;<br>&lt;script&gt;<br><br>Ref m',
    );
  });

  test('is found whatever the body says and whatever the marker is', () => {
    const marker = fc.string({ minLength: 1, unit: 'grapheme-ascii' }).filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(fc.string(), marker, (body, wanted) => {
        expect(carries(taskBody({ body, marker: wanted }), wanted)).toBe(true);
      }),
    );
  });
});
