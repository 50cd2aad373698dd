import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { blocksAsHtml, mrkdwnAsHtml } from './blocks-as-html.ts';

describe('Slack’s markup in a browser', () => {
  test.each([
    ['*Owner*\nBob &amp; Co', '<b>Owner</b><br>Bob &#38; Co'],
    ['<https://crm.example/1|Open &lt;it&gt;>', '<a class="" href="https://crm.example/1">Open &#60;it&#62;</a>'],
    ['<javascript:alert(1)|click>', '<span class="">click</span>'],
    [
      '*<https://crm.example/1|Ada>* `code`',
      '<b><a class="" href="https://crm.example/1">Ada</a></b> <code>code</code>',
    ],
    ['2 * 3 * 4', '2 <b> 3 </b> 4'],
  ])('%j', (text, shown) => {
    expect(mrkdwnAsHtml(text).html).toBe(shown);
  });

  test('a date is a time that the browser puts into the reader’s zone', () => {
    const shown = mrkdwnAsHtml('<!date^1795269600^{time}|Sat 14:00 UTC> (60 min)').html;
    expect(shown).toBe(
      '<time datetime="2026-11-21T14:00:00.000Z" data-precision="minutes">2026-11-21 14:00:00 UTC</time> (60 min)',
    );
  });

  test('no text becomes an element of its own, in any kind of block', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom('header', 'section', 'context', 'rich_text', 'actions', 'new'),
        (text, type) => {
          const hostile = `<img src=x>"'${text}`;
          const marked = { type: 'mrkdwn', text: hostile };
          const element = { type: 'text', text: hostile };
          const list = { type: 'rich_text_list', elements: [{ elements: [element] }] };
          const blocks = [
            { type, text: marked, fields: [marked], elements: [marked, element, list, { text: marked, url: hostile }] },
          ];
          expect(blocksAsHtml(blocks).html).not.toMatch(/<(?!\/?(a|b|br|div|h3|hr|li|p|span|time|ul)\b)/);
        },
      ),
    );
  });
});

test('a card of blocks shows its header, list, fields and a button that leads to the record', () => {
  const shown = blocksAsHtml([
    { type: 'header', text: { type: 'plain_text', text: '75 · Ada' } },
    {
      type: 'rich_text',
      elements: [
        { type: 'rich_text_section', elements: [{ type: 'text', text: 'Why now', style: { bold: true } }] },
        { type: 'rich_text_list', style: 'bullet', elements: [{ elements: [{ type: 'text', text: 'pricing' }] }] },
      ],
    },
    { type: 'section', fields: [{ type: 'mrkdwn', text: '*Owner*\nBob' }] },
    {
      type: 'actions',
      elements: [{ type: 'button', text: { type: 'plain_text', text: 'Open' }, url: 'http://x.example/' }],
    },
  ]).html;
  expect(shown).toBe(
    '<h3>75 · Ada</h3><p class="text"><b>Why now</b></p><ul><li>pricing</li></ul>' +
      '<div class="fields"><div><b>Owner</b><br>Bob</div></div><div class="actions"><a class="button" href="http://x.example/">Open</a></div>',
  );
});
