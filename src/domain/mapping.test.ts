import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defaultMapping, signalFrom, type ReportedActivity } from './mapping.ts';
import { defaultModel } from './model.ts';
import { NOW } from './signalsForTests.ts';

function activity(kind: ReportedActivity['kind'], name: string): ReportedActivity {
  return { sourceId: 'e1', kind, at: NOW, name };
}

function mapped(kind: ReportedActivity['kind'], name: string): [string, string | undefined] | string {
  const result = signalFrom(activity(kind, name), defaultMapping);
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
  ])('%s %s', (kind, name, result) => {
    expect(mapped(kind, name)).toEqual(result);
  });

  test('an open is worth a fifth until something grades it', () => {
    expect(signalFrom(activity('email_open', ''), defaultMapping)).toMatchObject({
      signal: { confidence: 0.2, sourceId: 'e1' },
    });
  });

  test('a time that is no date is ignored', () => {
    expect(signalFrom({ ...activity('visit', ''), at: Number.NaN }, defaultMapping).kind).toBe('ignored');
  });

  test('every rule leads to a type of the catalogue', () => {
    const { pages, forms, events, kinds } = defaultMapping;
    const types = [...pages, ...forms, ...events, ...Object.values(kinds)].map((rule) => rule.type);
    expect(types.filter((type) => !Object.hasOwn(defaultModel.catalogue, type))).toEqual([]);
  });

  test('no name makes it throw, and no asset holds an address', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('page_view', 'visit', 'form_submission'),
        fc.oneof(fc.string(), fc.webUrl()),
        (kind, name) => {
          const result = signalFrom(activity(kind, name), defaultMapping);
          expect(result.kind === 'signal' ? (result.signal.asset ?? '') : '').not.toMatch(/@|%40/);
        },
      ),
    );
  });
});
