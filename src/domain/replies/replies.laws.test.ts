import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DAY_MS } from '../decay.ts';
import { readReply } from './replies.ts';
import { automaticReplies, openReplies } from './repliesForTests.ts';
import { mixedReplies, refusedReplies } from './repliesRefusedForTests.ts';
import { buyersReplies, neverPositive } from './repliesTrickyForTests.ts';
import { NOW } from '../signalsForTests.ts';

const known = [...refusedReplies, ...openReplies, ...automaticReplies]
  .map(([, text]) => text)
  .concat(mixedReplies, neverPositive, buyersReplies);
const words = [
  'not',
  'no',
  'interested',
  'demo',
  'pricing',
  'but',
  'we',
  'are',
  'March',
  'Q3',
  '12',
  '.',
  '?',
  '\n',
  '> ',
  '-- ',
  'On 1 May Bob wrote:',
  'in 3 weeks',
  'İ',
  '’',
  '👍',
];
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ maxLength: 300 }),
  fc.array(fc.constantFrom(...words), { maxLength: 60 }).map((parts) => parts.join(' ')),
  fc.constantFrom(...known),
);
const read = (text: string, at = NOW) => readReply({ text, at });
const withoutSpaces = (text: string): string => text.replace(/\s+/g, '');

describe('laws of reading replies', () => {
  test('no text, subject, header or instant makes it throw', () => {
    const headers = fc.dictionary(fc.string(), fc.string());
    fc.assert(
      fc.property(anyText, fc.string(), headers, fc.double(), (text, subject, given, at) => {
        const { confidence } = readReply({ text, subject, headers: given, at });
        expect(confidence >= 0 && confidence <= 1).toBe(true);
      }),
    );
  });

  test('the sentence is a part of the text, of at most 200 characters', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { sentence = '' } = read(text);
        expect(sentence.length).toBeLessThanOrEqual(200);
        expect(withoutSpaces(text)).toContain(withoutSpaces(sentence));
      }),
    );
  });

  test.each([
    '\n\nOn Fri, 30 Jan 2026 at 10:00, Bob <bob@us.com> wrote:\n> Not interested? Reply unsubscribe.\n> How about Tuesday at 3?',
    '\n\n-----Original Message-----\nFrom: Bob\nLet us talk about pricing',
    '\n\n> Would you like a demo on Tuesday?',
    '\n\nFrom: Bob\nSent: Friday\nSubject: Pricing\n\nPlease stop by for a demo',
  ])('a quote below changes nothing: %j', (quote) => {
    fc.assert(fc.property(anyText, (text) => expect(read(`${text}${quote}`)).toEqual(read(text))));
  });

  test('"Not interested." at the end is never a yes', () => {
    fc.assert(fc.property(anyText, (text) => expect(read(`${text}\n\nNot interested.`).intent).not.toBe('positive')));
    for (const text of known) expect(read(`${text} Not interested.`).intent).not.toBe('positive');
  });

  test('CRLF and LF read the same', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const lines = text.replace(/\r/g, '');
        expect(read(lines.replace(/\n/g, '\r\n'))).toEqual(read(lines));
      }),
    );
  });

  test('case and curly quotes change no meaning', () => {
    for (const text of known.filter((one) => !one.includes('\n'))) {
      expect([text, read(text.toUpperCase()).intent]).toEqual([text, read(text).intent]);
      expect([text, read(text.replaceAll("'", '’')).intent]).toEqual([text, read(text).intent]);
    }
  });

  test('the day to come back is never in the past and is the start of a day', () => {
    const instants = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...known), instants, (text, at) => {
        const { until = at - (at % DAY_MS) + DAY_MS } = read(text, at);
        expect(until).toBeGreaterThanOrEqual(at);
        expect(until % DAY_MS).toBe(0);
      }),
    );
  });

  test.each([
    'a ',
    'not ',
    'interested ',
    'we will pass ',
    'in 3 weeks ',
    '1/1 ',
    'call tuesday at ',
    'but ',
    '>',
    'On 1',
    '\n',
    'can you please send me ',
    'how much ',
    'no budget ',
    'what is the ',
    '! ',
  ])('a megabyte of %j is read in bounded time', (part) => {
    const started = performance.now();
    read(part.repeat(1_000_000 / part.length));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
