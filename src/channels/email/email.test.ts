import { describe, expect, test } from '@jest/globals';
import PostalMime, { type Email } from 'postal-mime';
import { startMail } from '../../sandbox/mail/mail.ts';
import type { Message } from '../channel.ts';
import { mailChannel } from './email.ts';
import { alert, brief, digest, notice, NOW } from './lettersForTests.ts';
import { openSmtp } from './smtp.ts';

const ANN = { kind: 'person', id: 'ann@acme.example' } as const;
const HOSTILE = `${'Ḽong '.repeat(60)}\r\nBcc: all@acme.example\n\n<!channel> "><script>alert(1)</script> 👩‍👩‍👧 مرحبا`;

type Letter = Email & { header: (name: string) => string | undefined };

async function read(mail: { raw: string } | undefined): Promise<Letter> {
  if (mail === undefined) throw new Error('no such mail came');
  const parsed = await PostalMime.parse(mail.raw);
  return { ...parsed, header: (name) => parsed.headers.find(({ key }) => key === name.toLowerCase())?.value };
}

/** Posts each in turn, and reads what came. */
async function posted(messages: Message[], more: Partial<Parameters<typeof mailChannel>[0]> = {}): Promise<Letter[]> {
  await using server = await startMail({ now: () => NOW });
  await using smtp = openSmtp({ url: server.url });
  const channel = mailChannel({
    smtp,
    from: 'Hot leads <hot@acme.example>',
    publicHost: 'hot.test',
    now: () => NOW,
    ...more,
  });
  for (const message of messages) await channel.post(message, ANN);
  return Promise.all(server.mails().map(read));
}

const alertOf = (more = {}): Message => ({ kind: 'alert', alert: alert(more) });

describe('an alert by mail', () => {
  test('goes to the rep, from the installation, and says that a program sent it', async () => {
    const [mail] = await posted([alertOf()]);
    expect(mail).toMatchObject({
      from: { name: 'Hot leads', address: 'hot@acme.example' },
      to: [{ address: 'ann@acme.example' }],
      subject: 'Hot lead: Ada Lovelace (Acme)',
      date: '2026-11-21T13:10:00.000Z',
    });
    expect(
      ['Auto-Submitted', 'X-Auto-Response-Suppress', 'X-Entity-Ref-ID', 'List-Unsubscribe'].map(mail!.header),
    ).toEqual(['auto-generated', 'All', 'episode-e-17', undefined]);
  });

  test('says in text and in HTML who, why, until when, and what can be done', async () => {
    const [mail] = await posted([alertOf({ quote: 'Can we talk?' })]);
    const said = [
      'Ada Lovelace (Acme)',
      'asked for a demo 2 minutes ago',
      'pricing page 3 times in 20 minutes',
      'Can we talk?',
      'Sat 15:10 GMT+1 (60 min after this was sent)',
      '+49 30 1234-567',
      'Head of Operations',
      '92, tier 1, good fit',
      'Bob Rep covers for Ann Rep',
      'an executive may be brought in',
    ];
    for (const text of said) {
      expect(mail!.text).toContain(text);
      expect(mail!.html).toContain(text);
    }
    expect(mail!.text).toContain('Claim it: https://hot.test/l/claim-token');
    expect(mail!.html).toMatch(/href="https:\/\/hot\.test\/l\/claim-token"[^>]*>Claim it</);
    expect(mail!.html).toContain('href="https://crm.test/contact/1?a=1&amp;b=2"');
    expect(mail!.html).toContain('href="tel:+49301234567"');
    expect(mail!.html).not.toContain('Why hot');
  });

  test('that is about a week hence says which day', async () => {
    const [mail] = await posted([alertOf({ hotUntil: NOW + 7 * 86_400_000 - 120_000 })]);
    expect(mail!.text).toContain('Stays hot until: Sat 28 Nov 14:08 GMT+1');
  });

  test('loads nothing from anywhere, and is made for the dark too', async () => {
    const [mail] = await posted([alertOf()]);
    expect(mail!.html).not.toMatch(/<img|<link|<script|@import|url\(/);
    expect(mail!.html).toContain('prefers-color-scheme:dark');
    expect(mail!.html).toContain('max-width:600px');
  });

  test('what is for information says so, and has no clock', async () => {
    const [mail] = await posted([alertOf({ fyi: true })]);
    expect(mail!.subject).toBe('FYI, hot lead: Ada Lovelace (Acme)');
    expect(mail!.text).toContain('without a task or a clock');
    expect(mail!.text).not.toContain('Respond by');
  });

  test.each([
    [{ kind: 'claimed', by: 'Bob', at: NOW }, 'Claimed by Bob, Sat 14:10 GMT+1.', true],
    [{ kind: 'contacted', at: NOW, how: 'call' }, 'Contacted, Sat 14:10 GMT+1: call.', false],
    [
      { kind: 'closed', as: 'not_a_fit', by: 'Bob', at: NOW, because: 'too small' },
      'Closed as not a fit by Bob, Sat 14:10 GMT+1: too small.',
      false,
    ],
    [
      { kind: 'open', movedTo: 'Cy', snoozedUntil: NOW },
      'Now with Cy.\n\nReminders are off until Sat 14:10 GMT+1.',
      true,
    ],
  ] as const)('%j is told as it stands', async (standing, line, waits) => {
    const [mail] = await posted([alertOf({ standing })]);
    expect(mail!.text).toContain(line);
    expect(mail!.text?.includes('Respond by')).toBe(waits);
  });

  test('names of every kind break neither a header nor the page', async () => {
    const lead = {
      ...alert().lead,
      name: HOSTILE,
      company: HOSTILE,
      jobTitle: HOSTILE,
      phone: HOSTILE,
      recordUrl: 'javascript:alert(1)',
    };
    const hostile = alert({ lead, reasons: [HOSTILE], quote: HOSTILE, note: HOSTILE, assignee: HOSTILE });
    const mails = await posted([
      { kind: 'alert', alert: hostile },
      { kind: 'brief', brief: brief({ alert: hostile, talkingPoints: [HOSTILE], facts: [[HOSTILE, HOSTILE]] }) },
      { kind: 'notice', notice: notice({ lead, headline: HOSTILE }) },
      {
        kind: 'rollup',
        alerts: [hostile, hostile],
        surface: 'channel',
        timeZone: 'nowhere',
        mayBeRepeated: false,
        now: NOW,
      },
      { kind: 'digest', digest: digest({ title: HOSTILE, notes: [HOSTILE] }) },
    ]);
    expect(mails).toHaveLength(5);
    for (const mail of mails) {
      expect(mail.header('bcc')).toBeUndefined();
      expect(mail.to).toEqual([{ name: '', address: 'ann@acme.example' }]);
      expect(mail.subject).not.toMatch(/[\r\n]/);
      expect(mail.subject!.length).toBeLessThanOrEqual(150);
      expect(mail.html).not.toMatch(/<script|javascript:/);
    }
  });
});

describe('threads', () => {
  test('the same alert twice is the same mail, and all of an episode is one thread', async () => {
    const mails = await posted([
      alertOf(),
      alertOf({ mayBeRepeated: true, now: NOW + 5_000 }),
      alertOf({ note: 'Nobody has answered for 10 minutes' }),
      { kind: 'brief', brief: brief() },
      alertOf({ respondBy: NOW + 9_000_000 }),
      alertOf({ episode: 'e-18' }),
    ]);
    const [first, again, ...others] = mails.map(({ messageId }) => messageId);
    expect(first).toMatch(/^<alert-e-17-[0-9a-f]{20}@hot\.test>$/);
    expect(again).toBe(first);
    expect(new Set(others).size).toBe(4);
    expect(others).not.toContain(first);
    expect(mails.map(({ inReplyTo, references }) => [inReplyTo, references])).toEqual([
      ...Array.from({ length: 5 }, () => ['<episode-e-17@hot.test>', '<episode-e-17@hot.test>']),
      ['<episode-e-18@hot.test>', '<episode-e-18@hot.test>'],
    ]);
    expect(mails.slice(0, 4).map(({ subject }) => subject)).toEqual(
      Array.from({ length: 4 }, () => 'Hot lead: Ada Lovelace (Acme)'),
    );
    expect(mails[1]!.text).toContain('second copy');
  });

  test('without a public host the sender names the mails', async () => {
    const [mail] = await posted([alertOf()], { publicHost: 'localhost' });
    expect(mail!.messageId).toMatch(/@acme\.example>$/);
  });
});

describe('other mails', () => {
  test('the context e-mail has what to say, what they did in the reader’s time, and the facts', async () => {
    const [mail] = await posted([{ kind: 'brief', brief: brief() }]);
    expect(mail!.subject).toBe('Hot lead: Ada Lovelace (Acme)');
    expect(mail!.text!.indexOf('+49 30')).toBeLessThan(mail!.text!.indexOf('https://hot.test/l/'));
    for (const text of [
      'Before you call Ada Lovelace (Acme)',
      'WHAT TO TALK ABOUT',
      'Answer that first.',
      'Sat 21 Nov 12:10: pricing page (/pricing, hubspot)',
      '- /compare/rival, 2 days ago',
      '- /case-studies/globex.pdf, 2 days ago',
      'Industry: Logistics',
      'Times are of Europe/Berlin.',
    ])
      expect(mail!.text).toContain(text);
  });

  test('what has nothing under it has no heading', async () => {
    const [mail] = await posted([
      { kind: 'brief', brief: brief({ pages: [], downloads: [], facts: [], talkingPoints: [] }) },
    ]);
    expect(mail!.text).not.toMatch(/PAGES|DOWNLOADS|COMPANY AND PERSON|WHAT TO TALK/);
  });

  test('many alerts are one mail, each with what can be done', async () => {
    const alerts = [alert(), alert({ episode: 'e-18', links: {}, assignee: '' })];
    const [mail] = await posted([
      { kind: 'rollup', alerts, surface: 'channel', timeZone: 'UTC', mayBeRepeated: true, now: NOW },
    ]);
    expect(mail!.subject).toBe('2 hot leads');
    expect(mail!.text).toContain('Claim it: https://hot.test/l/claim-token');
    expect(mail!.text!.match(/respond by Sat 14:10 UTC/g)).toHaveLength(2);
    expect(mail!.text).toContain('second copy');
  });

  test('of many, one that had to wait says of when its "just now" is', async () => {
    const alerts = [alert({ reasonsAt: NOW - 3_600_000 }), alert({ episode: 'e-18' })];
    const [mail] = await posted([
      { kind: 'rollup', alerts, surface: 'channel', timeZone: 'UTC', mayBeRepeated: false, now: NOW },
    ]);
    expect(mail!.text!.match(/asked for a demo 2 minutes ago \(at Sat 13:10 GMT\+1\);/g)).toHaveLength(1);
  });

  test('a notice has no clock, and may be of a company alone', async () => {
    const { lead: _lead, ...ofCompany } = notice({ company: 'Acme', headline: 'three people read the pricing page' });
    const [one, other] = await posted([
      { kind: 'notice', notice: notice() },
      { kind: 'notice', notice: ofCompany },
    ]);
    expect(one!.subject).toBe('Ada Lovelace (Acme): opened one e-mail 5 times in 2 days');
    expect(one!.text).toContain('there is no task');
    expect(other!.subject).toBe('Acme: three people read the pricing page');
    expect(one!.inReplyTo).toBeUndefined();
  });

  test('a digest can be ended by one press where there is a link for it, and not else', async () => {
    const [without] = await posted([{ kind: 'digest', digest: digest() }]);
    const [mail, hot] = await posted([{ kind: 'digest', digest: digest() }, alertOf()], {
      unsubscribeLink: (email) => `https://hot.test/u/${email}`,
    });
    expect([without!.header('list-unsubscribe'), hot!.header('list-unsubscribe')]).toEqual([undefined, undefined]);
    expect(mail!.header('list-unsubscribe')).toBe('<https://hot.test/u/ann@acme.example>');
    expect(mail!.header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(mail!.text).toContain('Median response: 24 min (team 41 min)');
    expect(mail!.subject).toBe('Your day: Saturday, 21 November');
  });
});

describe('people', () => {
  const channel = mailChannel({ smtp: {} as ReturnType<typeof openSmtp>, from: 'hot@acme.example', now: () => NOW });

  test.each([
    [' Ann@acme.example ', 'Ann@acme.example'],
    ['ann', undefined],
    ['ann@acme.example, bob@acme.example', undefined],
    ['ann@acme.example>\r\nRCPT TO:<bob@acme.example', undefined],
    ['Ann <ann@acme.example>', undefined],
    ['ann@localhost', undefined],
  ])('%j is found as %j', async (email, found) => {
    expect(await channel.findPerson(email)).toBe(found);
  });

  test('nothing is sent to what is no address', async () => {
    await expect(channel.post(alertOf(), { kind: 'channel', id: '#hot-leads' })).rejects.toMatchObject({
      kind: 'permanent',
      code: 'mailbox',
    });
  });
});
