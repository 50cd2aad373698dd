import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { blockProblems } from '../../sandbox/slack/blocks.ts';
import type { Standing } from '../../domain/telling/standing.ts';
import type { Alert } from '../channel.ts';
import { blockProblems as ownProblems } from './blockLimits.ts';
import { alertMessage, alertText } from './card.ts';
import { foreignMarkup, hostileAlert, pingable } from './hostileForTests.ts';
import { respondByText } from './respond-by.ts';

const NOW = Date.UTC(2026, 10, 21, 12, 10);

function alert({ lead, ...more }: Partial<Omit<Alert, 'lead'>> & { lead?: Partial<Alert['lead']> } = {}): Alert {
  return {
    episode: 'e-17',
    lead: {
      name: 'Ada Lovelace',
      company: 'Acme Robotics',
      recordUrl: 'https://crm.test/contact/1',
      crm: 'hubspot',
      ...lead,
    },
    surface: 'assignee',
    standing: { kind: 'open' },
    controls: [],
    score: 92,
    tier: 2,
    reasons: ['asked for a demo 2 minutes ago', 'pricing page 3 times in 20 minutes'],
    reasonsAt: NOW,
    owner: 'Bob Roe',
    assignee: 'Ann Lee',
    respondBy: NOW + 3_600_000,
    timeZone: 'Europe/Berlin',
    mayBeRepeated: false,
    now: NOW,
    ...more,
  };
}

const words = (given: Alert) => JSON.stringify(alertMessage(given).blocks);
const header = (given: Alert) => (alertMessage(given).blocks[0] as { text: { text: string } }).text.text;

describe('the card', () => {
  test('says at a glance how hot, who and from where', () => {
    expect(header(alert())).toBe('🔥 92 · Ada Lovelace — Acme Robotics');
  });

  test('says in the reader’s zone how long it stays hot, and quotes what they wrote', () => {
    const hotUntil = NOW + 3 * 86_400_000;
    const given = alert({ hotUntil, quote: 'Can you send *me* a quote? <!channel>' });
    expect(words(given)).toContain(`<!date^${hotUntil / 1000}^{date_short_pretty} {time}|Tue 24 Nov 13:10 GMT+1>`);
    const quote = alertMessage(given).blocks.find((block) => block.type === 'rich_text')?.elements[2];
    const text = 'Can you send *me* a quote? <!channel>';
    expect(quote).toEqual({ type: 'rich_text_quote', elements: [{ type: 'text', text }] });
    expect(alertText(given)).toContain('> Can you send ∗me∗ a quote? &lt;!channel&gt;');
    expect(blockProblems(alertMessage(given).blocks, 'message')).toEqual([]);
  });

  test('says when its reasons were told, if it had to wait', () => {
    expect(words(alert({ reasonsAt: NOW - 119_000 }))).toContain('"Why now"');
    expect(words(alert({ reasonsAt: NOW - 120_000 }))).toContain('"Why now (at Sat 13:08 GMT+1)"');
  });

  test('gives the reasons as a list, strongest first', () => {
    const list = alertMessage(alert()).blocks.find((block) => block.type === 'rich_text')?.elements[1];
    const item = (text: string) => ({ type: 'rich_text_section', elements: [{ type: 'text', text }] });
    expect(list).toMatchObject({
      type: 'rich_text_list',
      style: 'bullet',
      elements: [item('asked for a demo 2 minutes ago'), item('pricing page 3 times in 20 minutes')],
    });
  });

  test.each([
    ['owner', '*Owner*\\nBob Roe'],
    ['assignee', '*Assignee*\\nAnn Lee'],
    ['score and tier', '*Score*\\n92, tier 2'],
    [
      'respond by',
      `*Respond by*\\n<!date^${(NOW + 3_600_000) / 1000}^{date_short_pretty} {time}|Sat 14:10 GMT+1> (60 min`,
    ],
    ['phone', '*Phone*\\n+1 555 0100'],
    ['e-mail', '*E-mail*\\nada@acme.test'],
    ['role', '*Role*\\nVP RevOps'],
    ['routing note', 'Bob is out until Monday'],
    ['link', '"url":"https://crm.test/contact/1"'],
    ['button', '"text":"Open in HubSpot"'],
  ])('shows the %s', (_what, text) => {
    const lead = { phone: '+1 555 0100', email: 'ada@acme.test', jobTitle: 'VP RevOps' };
    expect(words(alert({ lead, routingNote: 'Bob is out until Monday' }))).toContain(text);
  });

  test('mentions an executive in tier 1 only', () => {
    expect(words(alert({ tier: 1 }))).toContain('executive');
    expect(words(alert({ tier: 2 }))).not.toContain('executive');
  });

  test('warns of a second copy only when there may be one', () => {
    const warning = 'This may be a second copy of the same alert (episode e-17)';
    expect(words(alert({ mayBeRepeated: true }))).toContain(warning);
    expect(alertText(alert({ mayBeRepeated: true }))).toContain(warning);
    expect(words(alert())).not.toContain('second copy');
  });

  test('an unassigned lead says so, and what is not known is left out', () => {
    const { owner: _owner, assignee: _assignee, ...rest } = alert();
    expect(words(rest)).toContain('*Assignee*\\nnobody yet');
    expect(words(rest)).not.toContain('Phone');
  });

  test('has no button that nobody answers', () => {
    const actions = alertMessage(alert()).blocks.filter((block) => block.type === 'actions');
    expect(actions.flatMap((block) => block.elements)).toMatchObject([
      { type: 'button', url: 'https://crm.test/contact/1' },
    ]);
  });

  test.each([
    ['a script', 'javascript:alert(1)'],
    ['not an address', 'not a url'],
    ['too long', `https://crm.test/${'x'.repeat(3000)}`],
  ])('a record link that Slack would refuse is left out, not the alert: %s', (_what, recordUrl) => {
    const { blocks } = alertMessage(alert({ lead: { recordUrl } }));
    expect(blocks.some((block) => block.type === 'actions')).toBe(false);
    expect(blockProblems(blocks, 'message')).toEqual([]);
  });

  test('a long name gives way before the company, and no character is cut in two', () => {
    const text = header(alert({ lead: { name: '👩‍👩‍👧‍👦'.repeat(60) } }));
    expect(text).toMatch(/^🔥 92 · (👩‍👩‍👧‍👦)+… — Acme Robotics$/u);
    expect(text.length).toBeLessThanOrEqual(150);
  });

  test.each(['hubspot', 'toString', 'pipedrive'])('the button is plain for a CRM called %s', (crm) => {
    expect(words(alert({ lead: { crm } }))).toMatch(/"text":"Open in (HubSpot|CRM)"/);
  });

  test('right-to-left names cannot turn the line around', () => {
    expect(header(alert({ lead: { name: '\u202Eגברת לוי' } }))).toBe('🔥 92 · \u2068גברת לוי\u2069 — Acme Robotics');
  });
});

test('the plain text keeps to 4,000 characters whatever is in it', () => {
  const long = 'w'.repeat(500);
  const lead = {
    name: long,
    company: long,
    jobTitle: long,
    phone: long,
    email: long,
    recordUrl: `https://crm.test/${'u'.repeat(500)}`,
  };
  const standing: Standing = { kind: 'claimed', by: long, at: NOW, escalated: long, snoozedUntil: NOW + 9e5 };
  const more = {
    note: long,
    quote: long,
    routingNote: long,
    owner: long,
    assignee: long,
    reasons: [long, long, long, long, long],
  };
  const text = alertText(alert({ lead, standing, ...more, mayBeRepeated: true }));
  expect(text.length).toBeLessThanOrEqual(4000);
  expect(text).toContain('|Open in HubSpot>');
});

test('the notification says who, why and until when in one line', () => {
  expect(alertMessage(alert()).text).toMatch(
    /^Hot lead 92, Ada Lovelace \(Acme Robotics\): asked for a demo 2 minutes ago\. Respond by <!date\^\d+\^[^|<>]+\|Sat 14:10 GMT\+1> \(60 min from this alert\)$/,
  );
});

test.each([
  [3_600_000, 'Asia/Kolkata', 'Sat 18:40 GMT+5:30> (60 min from this alert)'],
  [30_000 * 60 * 10, 'America/New_York', 'Sat 12:10 EST> (5 h 0 min from this alert)'],
  [66 * 3_600_000, 'UTC', 'Tue 24 Nov 06:10 UTC> (3 days from this alert)'],
  [0, 'Europe/Berlin', 'Sat 13:10 GMT+1> (overdue)'],
  [3_600_000, 'Mars/Olympus', 'Sat 13:10 UTC> (60 min from this alert)'],
])('%d ms ahead in %s reads %s', (ahead, zone, text) => {
  expect(respondByText(NOW + ahead, NOW, zone)).toContain(text);
});

describe('whatever a lead, a company or a rep is called', () => {
  test('every limit of Slack holds, for the card and for the plain text', () => {
    fc.assert(
      fc.property(hostileAlert, (given) => {
        const { text, blocks } = alertMessage(given);
        expect(blockProblems(blocks, 'message')).toEqual([]);
        expect(ownProblems(blocks, 'message')).toEqual([]);
        expect(text.length).toBeLessThanOrEqual(1000);
        expect(alertText(given).length).toBeLessThanOrEqual(4000);
        expect((text + alertText(given) + JSON.stringify(blocks)).isWellFormed()).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('nobody is pinged and nothing is linked but our own link', () => {
    fc.assert(
      fc.property(hostileAlert, (given) => {
        const { text, blocks } = alertMessage(given);
        expect([text, alertText(given), ...pingable(blocks)].flatMap(foreignMarkup)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('Slack is told to find no links, mentions or emoji of its own', () => {
    const texts: { type: string }[] = [];
    JSON.parse(words(alert({ tier: 1 })), (_key, value: { type?: string }) => {
      if (value?.type === 'plain_text' || value?.type === 'mrkdwn') texts.push({ type: value.type, ...value });
      return value;
    });
    expect(texts.length).toBeGreaterThan(5);
    const wanted: Record<string, object> = { plain_text: { emoji: false }, mrkdwn: { verbatim: true } };
    for (const text of texts) expect(text).toMatchObject(wanted[text.type] ?? {});
  });

  test('lead, company and reasons reach blocks only where Slack parses nothing', () => {
    const marked = alert({ lead: { name: 'NAME', company: 'COMPANY' }, reasons: ['REASON'], routingNote: 'NOTE' });
    const parsed = alertMessage(marked).blocks.flatMap((block) =>
      block.type === 'section' ? (block.fields ?? []) : [],
    );
    expect(JSON.stringify(parsed)).not.toMatch(/NAME|COMPANY|REASON|NOTE/);
  });
});
