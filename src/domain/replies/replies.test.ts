import { describe, expect, test } from '@jest/globals';
import { type Reply, readReply } from './replies.ts';
import { automaticReplies, openReplies } from './repliesForTests.ts';
import { moreBuyersReplies, moreThatWakeNobody } from './repliesMoreForTests.ts';
import { mixedReplies, refusedReplies } from './repliesRefusedForTests.ts';
import { buyersReplies, neverPositive } from './repliesTrickyForTests.ts';
import { NOW } from '../signalsForTests.ts';

const read = (text: string, more: Partial<Reply> = {}) => readReply({ text, at: NOW, ...more });

describe('what a reply means', () => {
  test.each(refusedReplies)('%s: %s', (intent, text) => {
    expect(read(text)).toMatchObject({ intent });
  });

  test.each(openReplies)('%s: %s', (intent, text) => {
    expect(read(text)).toMatchObject({ intent });
  });

  test.each(automaticReplies)('%s: %s', (intent, text) => {
    expect(read(text)).toMatchObject({ intent });
  });

  test.each([...buyersReplies, ...moreBuyersReplies])('wakes the rep: %s', (text) => {
    expect(read(text).intent).toBe('positive');
  });

  test.each([...mixedReplies, ...neverPositive, ...moreThatWakeNobody])('wakes nobody: %s', (text) => {
    expect(read(text).intent).not.toBe('positive');
  });
});

describe('replies of machines', () => {
  test.each([
    ['Auto-Submitted', 'auto-replied'],
    ['X-Autoreply', 'yes'],
    ['x-autorespond', ''],
    ['X-Auto-Response-Suppress', 'All'],
    ['Precedence', 'auto_reply'],
    ['PRECEDENCE', 'bulk'],
    ['Return-Path', '<>'],
  ])('the header %s: %s makes kind words automatic', (name, value) => {
    expect(read('Sounds great, call me Tuesday at 3!', { headers: { [name]: value } }).intent).toBe('automatic');
  });

  test('Auto-Submitted: no is a person', () => {
    expect(read("Let's talk", { headers: { 'Auto-Submitted': 'no' } }).intent).toBe('positive');
  });

  test.each([
    ['Automatic reply: Pricing', 'out_of_office', 'Back on 9 February. Call me then.'],
    ['Out of office Re: your demo', 'out_of_office', 'Happy to talk when I return.'],
    ['Automatische Antwort: Angebot', 'out_of_office', 'Ich bin bis zum 9.2.2026 nicht im Büro.'],
    ['Undeliverable: demo', 'automatic', 'Interested'],
  ])('the subject %s is %s', (subject, intent, text) => {
    expect(read(text, { subject }).intent).toBe(intent);
  });

  test('a person on holiday who proposes a meeting is a person', () => {
    expect(read("I'm out of the office until Monday. Can we talk Tuesday at 3?").intent).toBe('positive');
  });
});

describe('when to come back', () => {
  test.each([
    ['Come back in Q3', '2026-07-01'],
    ['Not now. Next quarter is better', '2026-04-01'],
    ['Ping me in 3 months', '2026-04-30'],
    ['Try me again after 15 April', '2026-04-15'],
    ["Let's talk in March", '2026-03-01'],
    ['I am out of office from 3 to 9 February', '2026-02-09'],
    ['I am out of the office until Monday, back on Tuesday', '2026-02-03'],
    ['Ich bin bis zum 12.02.2026 abwesend', '2026-02-12'],
    ['Ich bin bis zum 13. Februar abwesend', '2026-02-13'],
    ['Reach out again after 01/02/2027', undefined],
    ['Maybe later', undefined],
  ])('%s: %s', (text, day) => {
    expect(read(text).until).toBe(day === undefined ? undefined : Date.parse(day));
  });
});

describe('what is theirs', () => {
  test.each([
    ["Let's talk.\n\nOn Fri, 30 Jan 2026 at 10:00, Bob <bob@us.com> wrote:\n> Not interested? Tell me."],
    ["Let's talk.\n\nOn Fri, 30 Jan 2026 at 10:00, Bob\n<bob@us.com> wrote:\n\nReply unsubscribe to opt out"],
    ["Let's talk.\n\n-----Original Message-----\nFrom: Bob\nunsubscribe here"],
    ["Let's talk.\n\nFrom: Bob\nSent: Friday\nTo: Ann\nunsubscribe here"],
    ["Let's talk.\n\nVon: Bob\nGesendet: Freitag\nAn: Ann\nkein Interesse?"],
    ["Let's talk.\n\n-- \nAnn\nunsubscribe here"],
    ["Let's talk.\n\nThis e-mail and any attachments are confidential. If you are not the recipient stop reading."],
    ["> Not interested?\n> Unsubscribe here\n\nLet's talk."],
    ["On Fri, 30 Jan 2026 Bob wrote:\n> Not interested?\n\nLet's talk."],
    ["Let's talk.\nSent from my iPhone"],
  ])('only the lead says something: %j', (text) => {
    expect(read(text)).toMatchObject({ intent: 'positive', sentence: "Let's talk." });
  });

  test('an answer below the quote is read', () => {
    expect(read('On Fri, 30 Jan 2026 Bob wrote:\n> Shall we talk?\n\nNot interested.').intent).toBe('refusal');
  });

  test('what a signature offers is no reply', () => {
    expect(read('Got it.\n\nBest regards,\nAnn Lee\nBook a meeting with me on Tuesday at 3').intent).toBe('neutral');
  });

  test.each(['Unsubscribe', 'Re: unsubscribe', 'STOP'])('the subject %s alone is a request to stop', (subject) => {
    expect(read('', { subject }).intent).toBe('unsubscribe');
  });

  test('our own subject says nothing', () => {
    expect(read('Thanks.', { subject: 'Re: Interested in a demo?' }).intent).toBe('neutral');
  });

  test('a long sentence is cut around what matched', () => {
    const { sentence = '' } = read(
      `${'we have looked at it for long and '.repeat(20)} we are not interested ${'and so on '.repeat(30)}`,
    );
    expect(sentence.length).toBeLessThanOrEqual(200);
    expect(sentence).toContain('not interested');
  });
});
