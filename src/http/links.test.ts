import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Who } from '../channels/answers.ts';
import type { Alert } from '../channels/channel.ts';
import { notAFitReasons } from '../domain/sla/notAFit.ts';
import type { Control } from '../domain/telling/controls.ts';
import { signing } from '../sealing.ts';
import { linkMaker, linkToken } from './linkTokens.ts';
import { alertFor, NOW, startLinks } from './linksForTests.ts';

const DAY = 86_400_000;
const ANN: Who = { workspace: 'acme', email: 'ann@acme.example' };
let links: Awaited<ReturnType<typeof startLinks>>;

beforeAll(async () => {
  links = await startLinks();
});
afterAll(() => links[Symbol.asyncDispose]());
beforeEach(() => {
  links.pressed.length = 0;
  links.told.length = 0;
  Object.assign(links.state, { now: NOW, alert: alertFor(), candidates: [], says: { ok: true, text: 'Done it.' } });
});

const linkFor = (control: Control, who = ANN) => links.linkTo({ episode: 'e1', do: control, who });

async function open(url: string, init: RequestInit = {}) {
  const answer = await fetch(url, { redirect: 'manual', ...init });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}
const nonceIn = (page: string) => /name="nonce" value="([^"]+)"/.exec(page)?.[1] ?? '';

async function send(url: string, fields: Record<string, string>, nonce?: string) {
  const sent = { nonce: nonce ?? nonceIn((await open(url)).text), ...fields };
  return open(url, { method: 'POST', body: new URLSearchParams(sent) });
}

describe('opening a link', () => {
  test.each<Control>(['claim', 'contacted', 'snooze', 'release', 'not_a_fit', 'why_hot'])(
    'to %s a hundred times, as scanners and previews do, changes nothing',
    async (control) => {
      const ways: RequestInit[] = [
        {},
        { method: 'HEAD' },
        { headers: { purpose: 'prefetch', 'sec-purpose': 'prefetch;prerender' } },
        { headers: { 'user-agent': 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)' } },
        { headers: { 'user-agent': 'SkypeUriPreview Preview/0.5' } },
      ];
      const url = linkFor(control);
      const opened = await Promise.all(Array.from({ length: 100 }, (_, index) => open(url, ways[index % ways.length])));
      expect(new Set(opened.map(({ status }) => status))).toEqual(new Set([200]));
      expect(links.pressed).toEqual([]);
    },
  );

  test('shows who, company and why, and neither address nor number', async () => {
    const { text } = await open(linkFor('claim'));
    for (const shown of ['Dana Buyer', 'Big Co', 'asked for a demo', 'Mon 15:40', 'ann@acme.example', 'Claim it'])
      expect(text).toContain(shown);
    for (const hidden of ['dana@bigco.example', '555']) expect(text).not.toContain(hidden);
  });

  test('sends a page that is not kept, not indexed, not framed, and runs nothing', async () => {
    const { headers } = await open(linkFor('claim'));
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/script-src|unsafe/);
  });

  test('shows hostile names as text', async () => {
    const name = `<script>alert(1)</script>"'><img src=x onerror=y> 🔥 \u202emoc.`;
    links.state.alert = alertFor({
      lead: { ...alertFor().lead, name, recordUrl: 'javascript:alert(1)' },
      reasons: [name],
    });
    const { text } = await open(linkFor('contacted'));
    expect(text).not.toMatch(/<script|<img|javascript:/);
    expect(text).toContain('&#60;script&#62;');
  });

  test.each<[string, () => string]>([
    ['older than seven days', () => linkAt(NOW - 7 * DAY)],
    ['cut off', () => linkFor('claim').slice(0, -3)],
    ['made up', () => `${links.url}/l/abc.def`],
    ['signed by somebody else', () => signedWith(signing('another key of thirty-two characters', 'links'))],
    ['signed for something else', () => signedWith(signing('a key of thirty-two characters or more', 'installing'))],
    ['signed by us, with something else in it', () => `${links.url}/l/${links.signs.sign({ w: 1 }, NOW + DAY)}`],
  ])('that is %s says so, and nothing else', async (_, url) => {
    const page = await open(url());
    expect(page.status).toBe(404);
    expect(page.text).toContain('not good any more');
    expect(page.text).not.toContain('Dana');
    const sent = await send(url(), { nonce: 'nonce-12345' });
    expect([sent.status, links.pressed]).toEqual([404, []]);
  });

  const linkAt = (now: number) =>
    linkMaker({ signing: links.signs, publicUrl: links.url, now: () => now })({ episode: 'e1', do: 'claim', who: ANN });
  const signedWith = (signs: typeof links.signs) =>
    `${links.url}/l/${linkToken(signs, { episode: 'e1', do: 'claim', who: ANN }, NOW + DAY)}`;

  test('to an episode that is gone says so', async () => {
    links.state.alert = undefined;
    expect(await open(linkFor('claim'))).toMatchObject({ status: 404, text: expect.stringMatching(/gone/) });
  });

  test('to what cannot be done any more shows where it stands, without a button', async () => {
    const standing = { kind: 'claimed', by: 'Bob Rep', at: NOW - 12_000 } as const;
    links.state.alert = alertFor({ standing, controls: ['why_hot', 'timeline'] });
    const { status, text } = await open(linkFor('claim'));
    expect(status).toBe(200);
    expect(text).toContain('Bob Rep claimed it at Mon 14:39');
    expect(text).not.toContain('<form');
  });

  test.each<[string, { [name in keyof Alert]?: Alert[name] | undefined }, string]>([
    ['nobody’s', { assignee: undefined, surface: 'channel' }, 'Nobody has it yet.'],
    ['mine', {}, 'It is yours, and you have not said yet that you are on it.'],
    [
      'somebody else’s by now',
      { standing: { kind: 'open', movedTo: 'Bob Rep' } },
      'Bob Rep has it, and has not said yet that they are on it.',
    ],
    [
      'a colleague’s',
      { assignee: 'Bob Rep', surface: 'person' },
      'Bob Rep has it, and has not said yet that they are on it.',
    ],
    [
      'claimed and snoozed',
      { standing: { kind: 'claimed', by: 'Ann Rep', at: NOW, snoozedUntil: NOW + 3_600_000 } },
      'Ann Rep claimed it at Mon 14:40 GMT+1. Reminders are off until Mon 15:40 GMT+1.',
    ],
  ])('to a lead that is %s says who has it', async (_, alert, words) => {
    links.state.alert = alertFor(alert as Partial<Alert>);
    expect((await open(linkFor('why_hot'))).text).toContain(words);
  });

  test('days later says of when its "just now" is, and which day it means', async () => {
    const later = alertFor({ now: NOW + 5 * DAY, respondBy: NOW + 60 * 60_000 });
    links.state.alert = later;
    const { text } = await open(linkFor('why_hot'));
    expect(text).toContain('As it was at Mon 23 Nov 14:40 GMT+1.');
    expect(text).toContain('Mon 23 Nov 15:40 GMT+1');
    links.state.alert = alertFor();
    expect((await open(linkFor('why_hot'))).text).not.toContain('As it was');
  });

  test('that only tells has the lines, and no form', async () => {
    const { text } = await open(linkFor('timeline'));
    expect(text).toContain('the first line of timeline');
    expect(text).toContain('&#60;b&#62;the second');
    expect(text).not.toContain('<form');
    expect((await send(linkFor('timeline'), {}, 'nonce-12345')).status).toBe(400);
  });

  test('leads to what else may be done, in links that end when this one does', async () => {
    const page = await open(linkFor('claim'));
    const other = /href="([^"]+)">Snooze</.exec(page.text)?.[1] ?? '';
    const url = new URL(other, linkFor('claim')).href;
    expect((await open(url)).text).toContain('Remind you later?');
    links.state.now += 7 * DAY;
    expect((await open(url)).status).toBe(404);
  });
});

describe('sending the form', () => {
  test.each<[Control, Record<string, string>, object]>([
    ['claim', {}, { do: 'claim' }],
    ['release', {}, { do: 'release' }],
    ['contacted', { how: 'call', note: ' left a message ' }, { do: 'contacted', how: 'call', note: 'left a message' }],
    ['contacted', { how: 'meeting', note: '' }, { do: 'contacted', how: 'meeting' }],
    ['snooze', { until: 'tomorrow' }, { do: 'snooze', until: 'tomorrow' }],
    ['reassign', { to: 'rep-7' }, { do: 'reassign', to: 'rep-7' }],
    ['not_a_fit', { reason: 'student', note: '' }, { do: 'not_a_fit', reason: 'student' }],
  ])('of %s with %j does that', async (control, fields, deed) => {
    links.state.candidates = [{ rep: 'rep-7', name: 'Cy Rep', present: true, because: 'in working hours' }];
    const { status, text } = await send(linkFor(control), fields);
    expect([status, text]).toEqual([200, expect.stringContaining('Done it.')]);
    const key = expect.stringMatching(/^link:[\w-]{43}:nonce-/);
    expect(links.pressed).toEqual([{ who: ANN, key, episode: 'e1', via: 'link', ...deed }]);
  });

  test('twice is one press, and anew is another', async () => {
    const url = linkFor('claim');
    const nonce = nonceIn((await open(url)).text);
    await Promise.all([send(url, {}, nonce), send(url, {}, nonce)]);
    expect(links.pressed).toHaveLength(1);
    await send(url, {});
    expect(links.pressed).toHaveLength(2);
  });

  test('again with another choice, after going back, is another press', async () => {
    const url = linkFor('snooze');
    const nonce = nonceIn((await open(url)).text);
    links.state.says = { ok: false, text: 'Nobody knows your working hours.' };
    await send(url, { until: 'back' }, nonce);
    await send(url, { until: 'back' }, nonce);
    await send(url, { until: '1h' }, nonce);
    expect(links.pressed).toMatchObject([{ until: 'back' }, { until: '1h' }]);
  });

  test('that is answered with no says why, as a page', async () => {
    links.state.says = { ok: false, text: 'Bob Rep claimed it 12 s ago.' };
    const { status, text } = await send(linkFor('claim'), {});
    expect([status, text]).toEqual([409, expect.stringContaining('Bob Rep claimed it 12 s ago.')]);
  });

  test.each<[Control, Record<string, string>]>([
    ['contacted', {}],
    ['contacted', { how: 'pigeon' }],
    ['contacted', { how: 'call', note: 'x'.repeat(501) }],
    ['contacted', { how: 'call', note: 'x'.repeat(40_000) }],
    ['snooze', { until: 'never' }],
    ['not_a_fit', {}],
    ['reassign', {}],
    ['claim', { nonce: '' }],
  ])('of %s that is not filled in right changes nothing', async (control, fields) => {
    const { status, text } = await send(linkFor(control), fields, 'nonce-12345');
    expect([status, text, links.pressed]).toEqual([400, expect.stringContaining('Nothing was changed'), []]);
  });

  test('with two answers to one question changes nothing', async () => {
    const body = new URLSearchParams('nonce=nonce-12345&until=1h&until=back');
    expect((await open(linkFor('snooze'), { method: 'POST', body })).status).toBe(400);
    expect(links.pressed).toEqual([]);
  });

  test('cannot say that somebody else than the link’s reader did it', async () => {
    await send(linkFor('claim'), { email: 'boss@acme.example' });
    expect(links.pressed[0]?.who).toEqual(ANN);
  });
});

describe('a link in a place that many read', () => {
  const anybody: Who = { workspace: 'acme' };

  test('asks who it is, and takes their word', async () => {
    expect((await open(linkFor('claim', anybody))).text).toContain('Your e-mail address at work');
    await send(linkFor('claim', anybody), { email: 'bob@acme.example' });
    expect(links.pressed[0]?.who).toEqual({ workspace: 'acme', email: 'bob@acme.example' });
  });

  test('is for a claim and what explains it, and for nothing that a rep says of their own lead', async () => {
    const { text } = await open(linkFor('claim', anybody));
    expect(text).toContain('>Why hot<');
    expect(text).not.toContain('>Not a fit<');
    expect((await open(linkFor('not_a_fit', anybody))).status).toBe(404);
    const sent = { reason: 'student', email: 'bob@acme.example' };
    expect((await send(linkFor('not_a_fit', anybody), sent, 'nonce-12345')).status).toBe(404);
    expect(links.pressed).toEqual([]);
  });

  test('does nothing for nobody', async () => {
    expect((await send(linkFor('claim', anybody), {})).status).toBe(400);
    expect((await send(linkFor('claim', anybody), { email: 'bob' })).status).toBe(400);
    expect(links.pressed).toEqual([]);
  });
});

describe('what can be chosen', () => {
  test('for a lead that is no fit is every reason there is', async () => {
    const { text } = await open(linkFor('not_a_fit'));
    for (const reason of Object.keys(notAFitReasons)) expect(text).toContain(`value="${reason}"`);
  });

  test('for a new rep is who could have it, with whether they are there', async () => {
    links.state.candidates = [
      { rep: 'r1', name: 'Cy <Rep>', present: true, because: 'in working hours' },
      { rep: 'r2', name: 'Dee', present: false, because: 'on holiday until Mon 9:00' },
    ];
    const { text } = await open(linkFor('reassign'));
    expect(text).toContain('Cy &#60;Rep&#62; (in working hours)');
    expect(text).toContain('Dee (on holiday until Mon 9:00)');
  });

  test('when there is nobody is said', async () => {
    const { text } = await open(linkFor('reassign'));
    expect(text).toContain('nobody else');
    expect(text).not.toContain('<form');
  });
});

test('what breaks here is a page for whoever reads it, and a line in the log', async () => {
  const alert = alertFor();
  Object.defineProperty(alert, 'lead', {
    get: () => {
      throw new Error('broken on purpose');
    },
  });
  links.state.alert = alert;
  const { status, text } = await open(linkFor('claim'));
  expect([status, text]).toEqual([500, expect.stringContaining('Something failed here')]);
  expect(text).not.toContain('on purpose');
  expect(links.told).toEqual(['failed: http: broken on purpose']);
});
