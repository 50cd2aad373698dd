import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { signalReader, type ReportedActivity } from './mapping.ts';
import { defaultMapping } from './mappingDefaults.ts';
import { defaultModel } from '../model.ts';
import { NOW } from '../signalsForTests.ts';

function activity(kind: ReportedActivity['kind'], name: string): ReportedActivity {
  return { sourceId: 'e1', kind, at: NOW, name };
}

const signalFrom = signalReader(defaultMapping);

function mapped(kind: ReportedActivity['kind'], name: string): [string, string | undefined] | string {
  const result = signalFrom(activity(kind, name));
  return result.kind === 'signal' ? [result.signal.type, result.signal.asset] : result.reason;
}

describe('pages', () => {
  test.each([
    ['https://acme.example/Pricing/?email=a@b.co#plans', 'pricing_page_visit', '/pricing'],
    ['acme.example/pricing', 'pricing_page_visit', '/pricing'],
    ['/pricing', 'pricing_page_visit', '/pricing'],
    ['https://acme.example/de/pricing/enterprise', 'pricing_page_visit', '/de/pricing/enterprise'],
    ['https://acme.example/upgrade', 'upgrade_page_visit', '/upgrade'],
    ['https://acme.example/compare/rival', 'competitor_comparison', '/compare/rival'],
    ['https://acme.example/acme-vs-rival', 'competitor_comparison', '/acme-vs-rival'],
    ['https://acme.example/roi-calculator', 'roi_calculator', '/roi-calculator'],
    ['https://acme.example/case-studies/x', 'case_study_download', '/case-studies/x'],
    ['https://acme.example/customers/x', 'case_study_download', '/customers/x'],
    ['https://acme.example/buyers-guide', 'buying_guide_download', '/buyers-guide'],
    ['https://acme.example/docs/start', 'technical_docs', '/docs/start'],
    ['https://acme.example/blog/pricing-psychology', 'blog_engagement', '/blog/pricing-psychology'],
    ['https://acme.example/en-us/blog/upgrade', 'blog_engagement', '/en-us/blog/upgrade'],
    ['https://acme.example/product/docs', 'technical_docs', '/product/docs'],
    ['https://acme.example/careers', 'careers_page_visit', '/careers'],
    ['https://acme.example/docs/a@b.co', 'technical_docs', '/docs/-'],
  ])('%s is %s', (url, type, asset) => {
    expect(mapped('page_view', url)).toEqual([type, asset]);
  });

  test.each([
    ['https://acme.example/about', 'page: no rule matches'],
    ['https://acme.example/apiary', 'page: no rule matches'],
    ['https://acme.example/?next=/pricing', 'page: no rule matches'],
    ['http://[', 'page: its URL does not parse'],
    ['', 'page: its URL does not parse'],
    ['mailto:a@b.co', 'page: its URL does not parse'],
  ])('%s is ignored', (url, reason) => {
    expect(mapped('page_view', url)).toBe(reason);
  });
});

describe('everything else', () => {
  test.each<[ReportedActivity['kind'], string, [string, string | undefined] | string]>([
    ['form_submission', 'Request a Demo', ['demo_request', 'request a demo']],
    ['form_submission', 'demo_request', ['demo_request', 'demo_request']],
    ['form_submission', 'Contact Sales', ['contact_sales', 'contact sales']],
    ['form_submission', 'Free trial', ['free_trial_start', 'free trial']],
    ['form_submission', 'Case study: Globex', ['case_study_download', 'case study: globex']],
    ['form_submission', 'ROI report', ['roi_calculator', 'roi report']],
    ['form_submission', 'Webinar May', ['webinar_attendance', 'webinar may']],
    ['form_submission', 'Newsletter', 'form: no rule matches'],
    ['form_submission', 'Democracy poll', 'form: no rule matches'],
    ['email_open', 'May offer', ['email_open', undefined]],
    ['email_click', 'https://acme.example/blog/x?u=1', ['email_link_click', '/blog/x']],
    ['meeting_booked', 'Intro call', ['meeting_booked', undefined]],
    ['visit', '', ['return_visit', undefined]],
    ['custom_event', 'usage_limit_hit', ['usage_limit_hit', 'usage_limit_hit']],
    ['custom_event', 'page_scrolled', 'event: no rule matches'],
    ['campaign_response', 'Webinar', ['webinar_attendance', 'webinar']],
    ['campaign_response', 'Trade Show', ['event_attendance', 'trade show']],
    ['campaign_response', 'Paid_search', ['ad_engagement', 'paid_search']],
    ['campaign_response', 'Direct mail', 'campaign: no rule matches'],
  ])('%s %s', (kind, name, result) => {
    expect(mapped(kind, name)).toEqual(result);
  });

  test('an open is worth a fifth until something grades it', () => {
    expect(signalFrom(activity('email_open', ''))).toMatchObject({
      signal: { confidence: 0.2, sourceId: 'e1' },
    });
  });

  test('a time that is no date is ignored', () => {
    expect(signalFrom({ ...activity('visit', ''), at: Number.NaN }).kind).toBe('ignored');
  });

  test('every rule leads to a type of the catalogue', () => {
    const { pages, forms, events, campaigns, kinds, companyTypes } = defaultMapping;
    const rules = [...pages, ...forms, ...events, ...campaigns, ...Object.values(kinds)];
    const types = [...rules.map((rule) => rule.type), ...companyTypes];
    expect(types.filter((type) => !Object.hasOwn(defaultModel.catalogue, type))).toEqual([]);
  });

  test('says which rule decided', () => {
    expect(signalFrom(activity('page_view', '/blog/x'))).toMatchObject({ rule: 'pages[0]' });
    expect(signalFrom(activity('visit', ''))).toMatchObject({ rule: 'kinds.visit' });
  });

  test('no name makes it throw, and no asset holds an address', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('page_view', 'visit', 'form_submission'),
        fc.oneof(fc.string(), fc.webUrl()),
        (kind, name) => {
          const result = signalFrom(activity(kind, name));
          expect(result.kind === 'signal' ? (result.signal.asset ?? '') : '').not.toMatch(/@|%40/);
        },
      ),
    );
  });
});

describe('events that carry a number', () => {
  const event = (name: string, value?: number) =>
    signalFrom({ ...activity('custom_event', name), ...(value !== undefined && { value }) });

  test.each([
    [
      'a company that grew by 20% is hiring fast',
      event('hiring_velocity', 20),
      { type: 'hiring_velocity', subject: 'company' },
    ],
    ['one whose growth is not told is taken at its word', event('hiring_velocity'), { type: 'hiring_velocity' }],
    [
      'usage of 85% is a reading',
      event('usage_limit_hit', 85),
      { type: 'usage_limit_hit', level: 85, subject: 'lead' },
    ],
    ['usage of 40% is one too: it ends what an earlier one began', event('usage_limit_hit', 40), { level: 40 }],
  ])('%s', (_, result, signal) => {
    expect(result).toMatchObject({ kind: 'signal', signal });
  });

  test('a company that grew by 19% is not hiring fast', () => {
    expect(event('hiring_velocity', 19)).toEqual({ kind: 'ignored', reason: "event: its number is below the rule's" });
  });
});

describe('mail', () => {
  const reply = (text: string) => signalFrom({ ...activity('email_reply', ''), reply: { text } });

  test('a reply with interest is one, with the sentence that says so', () => {
    expect(reply('Hi Ann. Can you send me a quote for 50 seats? Thanks')).toMatchObject({
      rule: 'replies.positive',
      signal: { type: 'positive_reply', asset: 'positive', evidence: 'Can you send me a quote for 50 seats?' },
    });
  });

  test('a refusal is kept as a reply, which is worth nothing', () => {
    const result = reply('We are not interested.');
    expect(result).toMatchObject({ signal: { type: 'reply', asset: 'refusal' } });
    expect(defaultModel.catalogue['reply']).toBeUndefined();
  });

  test('a machine that answers is no signal', () => {
    const away = { text: 'I am out of the office until Monday.', headers: { 'Auto-Submitted': 'auto-replied' } };
    expect(signalFrom({ ...activity('email_reply', ''), reply: away })).toEqual({
      kind: 'ignored',
      reason: 'reply: out of office',
    });
  });

  test('what is known of an open comes along, its program by name', () => {
    const mail = { message: 'm1', userAgent: 'Mozilla/5.0' };
    expect(signalFrom({ ...activity('email_open', ''), mail })).toMatchObject({
      signal: { asset: 'm1', mail: { message: 'm1', client: 'prefetch' } },
    });
  });
});
