import { describe, expect, test } from '@jest/globals';
import { blockProblems, viewProblems, type Surface } from './blockLimits.ts';

const x = (length: number) => 'x'.repeat(length);
const many = <T>(length: number, item: T): T[] => Array.from({ length }, () => item);
const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const option = (more: object = {}) => ({ text: plain('One'), value: '1', ...more });
const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), ...more });
const select = (more: object = {}) => ({ type: 'static_select', options: [option()], ...more });
const overflow = (more: object = {}) => ({ type: 'overflow', options: [option()], ...more });
const textInput = (more: object = {}) => ({ type: 'plain_text_input', ...more });
const confirm = (more: object = {}) => {
  return { title: plain('Sure?'), text: plain('?'), confirm: plain('Yes'), deny: plain('No'), ...more };
};
const section = (more: object = {}) => ({ type: 'section', text: mrkdwn('Hi'), ...more });
const header = (text: string, more: object = {}) => ({ type: 'header', text: plain(text), ...more });
const actions = (...elements: unknown[]) => ({ type: 'actions', elements });
const context = (...elements: unknown[]) => ({ type: 'context', elements });
const input = (element: object, more: object = {}) => ({ type: 'input', label: plain('What'), element, ...more });
const rich = (...elements: unknown[]) => ({ type: 'rich_text', elements });
const line = (...elements: unknown[]) => ({ type: 'rich_text_section', elements });
const divider = { type: 'divider' };

describe('good blocks', () => {
  test.each<[string, unknown[], Surface]>([
    ['50 in a message', many(50, divider), 'message'],
    ['100 in a modal', many(100, divider), 'modal'],
    ['100 on the home page', many(100, divider), 'home'],
    ['a header of 150', [header(x(150))], 'message'],
    ['a text of 3000', [section({ text: mrkdwn(x(3000)) })], 'message'],
    ['10 fields of 2000', [{ type: 'section', fields: many(10, mrkdwn(x(2000))) }], 'message'],
    ['25 in a row', [actions(...many(25, button()))], 'message'],
    ['a menu of 5', [actions(overflow({ options: many(5, option()) }))], 'message'],
    ['100 to choose from', [actions(select({ options: many(100, option()) }))], 'message'],
    ['a value of 2000', [actions(button({ value: x(2000) }))], 'message'],
    ['one action in two blocks', [actions(button({ action_id: 'a' })), actions(button({ action_id: 'a' }))], 'message'],
    ['a question', [input(textInput({ min_length: 1, max_length: 1 }))], 'modal'],
  ])('%s', (_what, blocks, surface) => {
    expect(blockProblems(blocks, surface)).toEqual([]);
  });
});

describe('bad blocks', () => {
  test.each<[string, unknown, Surface?]>([
    ['no list', 'blocks'],
    ['nothing', [null]],
    ['51 in a message', many(51, divider)],
    ['101 in a modal', many(101, divider), 'modal'],
    ['101 on the home page', many(101, divider), 'home'],
    ['a block of no kind', [{ type: 'card' }]],
    ['a section without words', [{ type: 'section' }]],
    ['an empty text', [section({ text: mrkdwn('') })]],
    ['a text of 3001', [section({ text: mrkdwn(x(3001)) })]],
    ['a text of no kind', [section({ text: { type: 'text', text: 'Hi' } })]],
    ['a text that is a word', [section({ text: 'Hi' })]],
    ['emoji in mrkdwn', [section({ text: { ...mrkdwn('Hi'), emoji: true } })]],
    ['verbatim in plain text', [section({ text: { ...plain('Hi'), verbatim: true } })]],
    ['half a character', [section({ text: plain('\uD83D') })]],
    ['no fields', [{ type: 'section', fields: [] }]],
    ['11 fields', [{ type: 'section', fields: many(11, mrkdwn('a')) }]],
    ['a field of 2001', [{ type: 'section', fields: [mrkdwn(x(2001))] }]],
    ['a stray property', [section({ colour: 'red' })]],
    ['an empty header', [header('')]],
    ['a header of 151', [header(x(151))]],
    ['a header in mrkdwn', [{ type: 'header', text: mrkdwn('Hi') }]],
    ['a header of level 5', [header('Hi', { level: 5 })]],
    ['an empty context', [context()]],
    ['11 in a context', [context(...many(11, plain('a')))]],
    ['a button in a context', [context(button())]],
    ['an empty row', [actions()]],
    ['26 in a row', [actions(...many(26, button()))]],
    ['a text in a row', [actions(plain('a'))]],
    ['a block id of 256', [{ ...divider, block_id: x(256) }]],
    ['an empty block id', [{ ...divider, block_id: '' }]],
    ['a block id twice', [{ ...divider, block_id: 'a' }, section({ block_id: 'a' })]],
    ['an action id of 256', [actions(button({ action_id: x(256) }))]],
    ['an action id twice in a row', [actions(button({ action_id: 'a' }), select({ action_id: 'a' }))]],
    ['a button of 76', [actions(button({ text: plain(x(76)) }))]],
    ['a button in mrkdwn', [actions(button({ text: mrkdwn('Go') }))]],
    ['a value of 2001', [actions(button({ value: x(2001) }))]],
    ['an address of 3001', [actions(button({ url: `https://crm.test/${x(2984)}` }))]],
    ['an address that is a script', [actions(button({ url: 'javascript:alert(1)' }))]],
    ['an address with a blank', [actions(button({ url: 'https://crm.test/a b' }))]],
    ['a style of no kind', [actions(button({ style: 'default' }))]],
    ['a label of 76', [actions(button({ accessibility_label: x(76) }))]],
    ['a confirmation titled with 101', [actions(button({ confirm: confirm({ title: plain(x(101)) }) }))]],
    ['a confirmation of 301', [actions(button({ confirm: confirm({ text: plain(x(301)) }) }))]],
    ['a confirmation by 31', [actions(button({ confirm: confirm({ confirm: plain(x(31)) }) }))]],
    ['a menu of none', [actions(overflow({ options: [] }))]],
    ['a menu of 6', [actions(overflow({ options: many(6, option()) }))]],
    ['no options', [actions(select({ options: [] }))]],
    ['101 options', [actions(select({ options: many(101, option()) }))]],
    ['an option of 76', [actions(select({ options: [option({ text: plain(x(76)) })] }))]],
    ['an option valued 151', [actions(select({ options: [option({ value: x(151) })] }))]],
    ['an option without value', [actions(select({ options: [option({ value: '' })] }))]],
    ['an option described in 76', [actions(select({ options: [option({ description: plain(x(76)) })] }))]],
    ['an option with an address outside a menu', [actions(select({ options: [option({ url: 'https://a.test' })] }))]],
    ['options and groups', [actions(select({ option_groups: [{ label: plain('a'), options: [option()] }] }))]],
    ['neither options nor groups', [actions({ type: 'static_select' })]],
    [
      '101 groups',
      [actions({ type: 'static_select', option_groups: many(101, { label: plain('a'), options: [option()] }) })],
    ],
    [
      'a group labelled 76',
      [actions({ type: 'static_select', option_groups: [{ label: plain(x(76)), options: [option()] }] })],
    ],
    ['a first choice not offered', [actions(select({ initial_option: option({ value: '2' }) }))]],
    ['a placeholder of 151', [actions(select({ placeholder: plain(x(151)) }))]],
    ['11 radio buttons', [actions({ type: 'radio_buttons', options: many(11, option()) })]],
    ['a time of day that is none', [actions({ type: 'timepicker', initial_time: '24:00' })]],
    ['a date that is none', [actions({ type: 'datepicker', initial_date: '2026-02-30' })]],
    ['an instant in ms', [actions({ type: 'datetimepicker', initial_date_time: 1_795_270_200_000 })]],
    ['a text input in a row', [actions(textInput())]],
    ['a button as a question', [input(button())], 'modal'],
    ['a question without label', [{ type: 'input', element: textInput() }], 'modal'],
    ['a question of 2001', [input(textInput(), { label: plain(x(2001)) })], 'modal'],
    ['a hint of 2001', [input(textInput(), { hint: plain(x(2001)) })], 'modal'],
    ['an input of 0 at most', [input(textInput({ max_length: 0 }))], 'modal'],
    ['an input of 3001 at most', [input(textInput({ max_length: 3001 }))], 'modal'],
    ['an input of more at least than at most', [input(textInput({ min_length: 2, max_length: 1 }))], 'modal'],
    ['a picture without words', [{ type: 'image', image_url: 'https://a.test/a.png' }]],
    ['a picture described in 2001', [{ type: 'image', image_url: 'https://a.test/a.png', alt_text: x(2001) }]],
    ['rich text of nothing', [rich()]],
    ['a line of nothing', [rich(line())]],
    ['a line of an empty text', [rich(line({ type: 'text', text: '' }))]],
    ['a line that pings', [rich(line({ type: 'broadcast', range: 'channel' }))]],
    ['a list of no style', [rich({ type: 'rich_text_list', elements: [line({ type: 'text', text: 'a' })] })]],
  ])('%s', (_what, blocks, surface = 'message') => {
    expect(blockProblems(blocks, surface)).not.toEqual([]);
  });

  test('are told by their place', () => {
    expect(blockProblems([divider, header(x(151))], 'message')).toEqual([
      expect.stringMatching(/^blocks\.1\.text\.text: .*150/),
    ]);
  });
});

describe('a view', () => {
  const modal = (more: object = {}) => ({ type: 'modal', title: plain('A'), blocks: [divider], ...more });

  test('is good', () => {
    expect(viewProblems(modal({ title: plain(x(24)), private_metadata: x(3000), callback_id: x(255) }))).toEqual([]);
    expect(viewProblems({ type: 'home', blocks: [divider] })).toEqual([]);
  });

  test.each<[string, { type: string; blocks?: unknown }]>([
    ['without title', { type: 'modal', blocks: [divider] }],
    ['titled with 25', modal({ title: plain(x(25)) })],
    ['submitted by 25', modal({ submit: plain(x(25)) })],
    ['closed by 25', modal({ close: plain(x(25)) })],
    ['with 3001 of metadata', modal({ private_metadata: x(3001) })],
    ['with a callback of 256', modal({ callback_id: x(256) })],
    ['with a question and nothing to submit it', modal({ blocks: [input(textInput())] })],
    ['of more than 250 kB', modal({ blocks: many(100, section({ text: plain('語'.repeat(900)) })) })],
    ['a home page with a title', { type: 'home', title: plain('A'), blocks: [divider] } as never],
    ['a home page without blocks', { type: 'home' }],
  ])('%s is bad', (_what, view) => {
    expect(viewProblems(view)).not.toEqual([]);
  });
});
