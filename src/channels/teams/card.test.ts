import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import type { Control } from '../../domain/telling/controls.ts';
import type { Standing } from '../../domain/telling/standing.ts';
import type { Alert, Message } from '../channel.ts';
import { teamsMessage } from './card.ts';

const SCHEMA = new URL('../../../../shared/data/adaptive-card.schema.1.5.0.json', import.meta.url);
const NOW = Date.UTC(2026, 10, 23, 13, 40);
const controls: Control[] = ['claim', 'contacted', 'snooze', 'reassign', 'not_a_fit', 'why_hot', 'why_me', 'timeline'];
const links = Object.fromEntries(controls.map((control) => [control, `https://hot.example/l/${control}`]));

function alertFor(other: Partial<Alert> = {}): Alert {
  return {
    episode: 'e1',
    lead: {
      name: 'Dana Buyer',
      company: 'Big Co',
      jobTitle: 'CTO',
      recordUrl: 'https://crm.example/1',
      crm: 'hubspot',
    },
    surface: 'channel',
    standing: { kind: 'open' },
    controls: ['claim', 'why_hot', 'timeline'],
    links,
    score: 84,
    tier: 1,
    fit: 'good',
    reasons: ['asked for a demo 2 minutes ago', 'pricing page 3 times in 20 minutes'],
    reasonsAt: NOW,
    owner: 'Bob Rep',
    assignee: 'Ann Rep',
    respondBy: NOW + 3_600_000,
    timeZone: 'Europe/Berlin',
    mayBeRepeated: false,
    now: NOW,
    ...other,
  };
}
const asAlert = (other: Partial<Alert> = {}): Message => ({ kind: 'alert', alert: alertFor(other) });
const shared = { timeZone: 'UTC', mayBeRepeated: true, now: NOW };

type Card = { body: { type: string }[]; actions?: { title: string; url: string }[]; version: string };
function cardOf(message: Message): Card {
  const sent = teamsMessage(message) as { type: string; attachments: { contentType: string; content: Card }[] };
  expect(sent).toMatchObject({ type: 'message', attachments: [{ contentType: expect.stringMatching(/adaptive$/) }] });
  return sent.attachments[0]?.content ?? { body: [], version: '' };
}
const textOf = (message: Message) => JSON.stringify(cardOf(message));

const hostile = [
  'x'.repeat(300),
  '🔥👩‍👩‍👧‍👦'.repeat(200),
  'שרה \u202e כהן',
  '<!channel> <at>everyone</at> [click](https://evil.example) **bold**',
  '{{DATE(2026-11-23T13:40:00Z)}} ${name} \0\n\r"\\',
  '\ud83d',
  '',
];
const standings: Standing[] = [
  { kind: 'open', escalated: 'the backup was told' },
  { kind: 'claimed', by: 'Bob', at: NOW },
  { kind: 'contacted', at: NOW, how: 'call' },
  { kind: 'closed', as: 'not_a_fit', at: NOW },
];

function messagesOf(text: string): Message[] {
  const lead = { name: text, company: text, jobTitle: text, phone: text, email: text, recordUrl: text, crm: text };
  const many = Array.from({ length: 300 }, () => text);
  const alert = {
    ...alertFor(),
    lead,
    reasons: many,
    quote: text,
    note: text,
    owner: text,
    assignee: text,
    routingNote: text,
  };
  const alerts = Array.from({ length: 15 }, () => alert);
  const leads = many.map((name) => ({ name, company: name, score: 50, text: name }));
  const parts = many.map((title) => ({ title, leads }));
  const figures = many.map((name) => ({ name, value: name, team: name }));
  const notice = { id: 'n', lead, company: text, headline: text, details: many, at: NOW, ...shared };
  return [
    ...standings.map((standing): Message => ({ kind: 'alert', alert: { ...alert, standing, mayBeRepeated: true } })),
    { kind: 'alert', alert: { ...alert, tier: 3, fyi: true, hotUntil: NOW } },
    { kind: 'rollup', alerts, surface: 'channel', ...shared },
    { kind: 'notice', notice },
    { kind: 'notice', notice: { id: 'n', headline: text, details: [], at: NOW, ...shared } },
    { kind: 'digest', digest: { kind: 'day', title: text, parts, figures, notes: many, ...shared } },
  ];
}

const given = existsSync(SCHEMA) || process.env['CI'] === 'true';
(given ? describe : describe.skip)('every card is valid by the published schema', () => {
  const {
    id: $id,
    $schema: _,
    ...schema
  } = given ? (JSON.parse(readFileSync(SCHEMA, 'utf8')) as Record<string, unknown>) : {};
  const isValid = new Ajv({ strict: false, validateFormats: false }).compile({ ...schema, $id: String($id) });
  const problems = (message: Message) => {
    const { msteams: __, ...card } = cardOf(message) as Card & { msteams?: unknown };
    return isValid(card) ? [] : isValid.errors;
  };

  test('of a usual lead', () => {
    expect(problems(asAlert())).toEqual([]);
  });

  test.each(hostile.map((text) => [text.slice(0, 40), text]))('of somebody called %j', (_name, text) => {
    for (const message of messagesOf(text)) expect(problems(message)).toEqual([]);
  });

  test('and a wrong one is not', () => {
    expect(isValid({ type: 'AdaptiveCard', version: '1.4', body: [{ type: 'Nothing' }] })).toBe(false);
  });
});

test.each(hostile.map((text) => [text.slice(0, 40), text]))('a message of %j stays under 20 KB', (_name, text) => {
  for (const message of messagesOf(text))
    expect(Buffer.byteLength(JSON.stringify(teamsMessage(message)))).toBeLessThan(20_001);
});

describe('times', () => {
  const late = { reasonsAt: NOW - 3_600_000, hotUntil: NOW + 7 * 86_400_000 - 120_000 };

  test('a day that is not near has its date', () => {
    expect(textOf(asAlert(late))).toContain('Mon 30 Nov 14:38 GMT+1');
    expect(textOf(asAlert(late))).toContain('Mon 15:40 GMT+1');
  });

  test('what had to wait says of when its "just now" is, also among others', () => {
    expect(textOf(asAlert(late))).toContain('Why now (at Mon 13:40 GMT+1)');
    expect(textOf(asAlert())).not.toContain('(at ');
    const many = [late, {}].map((other) => alertFor(other));
    const text = textOf({ kind: 'rollup', surface: 'channel', alerts: many, ...shared });
    expect(text.match(/asked for a demo 2 minutes ago \(at Mon 13:40 GMT\+1\)/g)).toHaveLength(1);
  });
});

describe('a card', () => {
  test('says who, why, until when and how it stands', () => {
    const text = textOf(asAlert({ standing: { kind: 'claimed', by: 'Bob Rep', at: NOW } }));
    for (const said of [
      '🔥 84 · Dana Buyer — Big Co',
      'asked for a demo 2 minutes ago',
      'Mon 15:40 GMT+1',
      'Bob Rep claimed it at Mon 14:40',
    ])
      expect(text).toContain(said);
  });

  test('opens the record, and pages that ask to confirm', () => {
    expect(cardOf(asAlert()).actions?.map(({ title, url }) => [title, url])).toEqual([
      ['Open in HubSpot', 'https://crm.example/1'],
      ['Claim', 'https://hot.example/l/claim'],
      ['Why hot', 'https://hot.example/l/why_hot'],
      ['Timeline', 'https://hot.example/l/timeline'],
    ]);
  });

  test('has six buttons at most, and none that leads nowhere', () => {
    expect(cardOf(asAlert({ controls })).actions).toHaveLength(6);
    const lead = { ...alertFor().lead, recordUrl: 'javascript:alert(1)' };
    expect(cardOf(asAlert({ lead, links: {} }))).not.toHaveProperty('actions');
  });

  test('holds names only where Teams does not read them as anything else', () => {
    const name = '[click](https://evil.example)';
    const { body } = cardOf(asAlert({ lead: { ...alertFor().lead, name }, reasons: [name], quote: name }));
    expect(new Set(body.map(({ type }) => type))).toEqual(new Set(['RichTextBlock']));
  });

  test('of many leads has each with its buttons', () => {
    const alerts = [alertFor(), alertFor({ score: 71 })];
    const text = textOf({ kind: 'rollup', alerts, surface: 'channel', ...shared });
    for (const said of ['2 hot leads', '84 · Dana', '71 · Dana', 'second copy']) expect(text).toContain(said);
    expect(text.match(/Action\.OpenUrl/g)).toHaveLength(4);
  });

  test('of what is only for mail is refused', () => {
    const brief = { alert: alertFor(), history: [], pages: [], downloads: [], facts: [], talkingPoints: [] };
    expect(() => teamsMessage({ kind: 'brief', brief })).toThrow(/by e-mail/);
  });
});
