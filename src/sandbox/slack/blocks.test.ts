import { describe, expect, test } from '@jest/globals';
import { blockProblems } from './blocks.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const section = (more: object) => [{ type: 'section', ...more }];
const actions = (...elements: object[]) => [{ type: 'actions', elements }];
const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), ...more });
const option = (more: object = {}) => ({ text: plain('1 h'), value: '1', ...more });
const select = (more: object) => ({ type: 'static_select', placeholder: plain('Snooze'), ...more });
const input = (element: object, more: object = {}) => [{ type: 'input', label: plain('Why'), element, ...more }];
const rich = (...elements: object[]) => [{ type: 'rich_text', elements }];
const many = <T>(count: number, item: T): T[] => Array<T>(count).fill(item);
const x = (count: number) => 'x'.repeat(count);

describe('good blocks pass at the very edge of each limit', () => {
  test.each<[string, unknown]>([
    ['50 dividers', many(50, { type: 'divider' })],
    ['header of 150', [{ type: 'header', text: plain(x(150)) }]],
    ['section text of 3000', section({ text: mrkdwn(x(3000)) })],
    ['10 fields of 2000', section({ fields: many(10, mrkdwn(x(2000))) })],
    ['10 context elements', [{ type: 'context', elements: many(10, plain('a')) }]],
    ['25 buttons', actions(...many(25, button()))],
    [
      'button of 75, value 2000',
      actions(button({ text: plain(x(75)), value: x(2000), url: `https://a.test/${x(2985)}` })),
    ],
    ['overflow of 5', section({ text: plain('a'), accessory: { type: 'overflow', options: many(5, option()) } })],
    ['100 options', actions(select({ options: many(100, option()) }))],
    [
      'rich list',
      rich({
        type: 'rich_text_list',
        style: 'bullet',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'a' }] }],
      }),
    ],
    ['input', input({ type: 'plain_text_input', max_length: 3000 })],
  ])('%s', (_what, blocks) => {
    expect(blockProblems(blocks, 'message')).toEqual([]);
  });
});

describe('bad blocks are refused', () => {
  test.each<[string, unknown]>([
    ['not a list', {}],
    ['51 blocks', many(51, { type: 'divider' })],
    ['unknown block', [{ type: 'nope' }]],
    ['an inherited name as type', [{ type: 'constructor' }]],
    ['unknown property', [{ type: 'divider', colour: 'red' }]],
    ['block_id of 256', [{ type: 'divider', block_id: x(256) }]],
    ['the same block_id twice', many(2, { type: 'divider', block_id: 'a' })],
    ['header of 151', [{ type: 'header', text: plain(x(151)) }]],
    ['header in mrkdwn', [{ type: 'header', text: mrkdwn('a') }]],
    ['empty text', section({ text: mrkdwn('') })],
    ['section of nothing', section({})],
    ['section of 3001', section({ text: plain(x(3001)) })],
    ['no fields', section({ fields: [] })],
    ['11 fields', section({ fields: many(11, plain('a')) })],
    ['field of 2001', section({ fields: [plain(x(2001))] })],
    ['11 context elements', [{ type: 'context', elements: many(11, plain('a')) }]],
    ['button in context', [{ type: 'context', elements: [button()] }]],
    ['empty actions', actions()],
    ['26 buttons', actions(...many(26, button()))],
    ['the same action_id twice', actions(...many(2, button({ action_id: 'a' })))],
    ['action_id of 256', actions(button({ action_id: x(256) }))],
    ['button of 76', actions(button({ text: plain(x(76)) }))],
    ['button in mrkdwn', actions(button({ text: mrkdwn('a') }))],
    ['button value of 2001', actions(button({ value: x(2001) }))],
    ['button url of 3001', actions(button({ url: `https://a.test/${x(2986)}` }))],
    ['button url that is none', actions(button({ url: 'open sesame' }))],
    ['bad style', actions(button({ style: 'loud' }))],
    [
      'confirm title of 101',
      actions(button({ confirm: { title: plain(x(101)), text: plain('a'), confirm: plain('y'), deny: plain('n') } })),
    ],
    ['placeholder of 151', actions(select({ placeholder: plain(x(151)), options: [option()] }))],
    ['101 options', actions(select({ options: many(101, option()) }))],
    [
      'options and groups',
      actions(select({ options: [option()], option_groups: [{ label: plain('a'), options: [option()] }] })),
    ],
    ['option text of 76', actions(select({ options: [option({ text: plain(x(76)) })] }))],
    ['option value of 151', actions(select({ options: [option({ value: x(151) })] }))],
    ['6 overflow options', actions({ type: 'overflow', options: many(6, option()) })],
    ['11 checkboxes', actions({ type: 'checkboxes', options: many(11, option()) })],
    ['image without alt', [{ type: 'image', image_url: 'https://a.test/b.png' }]],
    ['label of 2001', input({ type: 'plain_text_input' }, { label: plain(x(2001)) })],
    ['button as input', input(button())],
    ['min_length of 3001', input({ type: 'plain_text_input', min_length: 3001 })],
    ['empty rich text', rich({ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] })],
    ['bad list style', rich({ type: 'rich_text_list', style: 'dots', elements: [] })],
    ['alert in a message', [{ type: 'alert', text: plain('a') }]],
  ])('%s', (_what, blocks) => {
    expect(blockProblems(blocks, 'message')).not.toEqual([]);
  });
});

test('modals and Home tabs take 100 blocks', () => {
  expect(blockProblems(many(100, { type: 'divider' }), 'modal')).toEqual([]);
  expect(blockProblems(many(101, { type: 'divider' }), 'home')).not.toEqual([]);
});
