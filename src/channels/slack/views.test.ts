import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { defaultTelling } from '../../domain/telling/settings.ts';
import { blockProblems as sandboxProblems } from '../../sandbox/slack/blocks.ts';
import type { Home, QueueItem } from '../answers.ts';
import type { Alert } from '../channel.ts';
import { alertOf, NOW } from './alertForTests.ts';
import { viewProblems } from './blockLimits.ts';
import type { HomeView, ModalView } from './blocks.ts';
import { homeView } from './home.ts';
import { foreignMarkup, hostileHome, nasty, pingable } from './hostileForTests.ts';
import { linesModal } from './linesModal.ts';
import { awayModal, contactedModal, notAFitModal, reassignModal } from './modals.ts';
import { preferencesModal } from './preferencesModal.ts';

const item = (more: Partial<Alert> = {}): QueueItem => ({ ...alertOf(more), due: 'respond by 14:10, in 12 min' });

function home(more: Partial<Home> = {}): Home {
  return {
    name: 'Ann Lee',
    manager: false,
    availability: { present: true, because: 'in working hours' },
    urgent: [],
    snoozed: [],
    team: [],
    figures: [],
    preferences: {},
    settings: defaultTelling,
    signals: [],
    timeZone: 'Europe/Berlin',
    now: NOW,
    ...more,
  };
}
const shown = (given: Home) => JSON.stringify(homeView(given).blocks);

describe('a rep’s own page', () => {
  test('shows what needs them now, with what they may do', () => {
    const { blocks } = homeView(
      home({ urgent: [item({ controls: ['claim', 'contacted', 'why_hot'], assignee: 'Ann Lee' })] }),
    );
    const start = blocks.findIndex((block) => JSON.stringify(block).includes('Needs you now (1)'));
    expect(pingable(blocks.slice(start + 1, start + 3))).toEqual([
      '*<https://crm.test/contact/1|Ada Lovelace>* — Acme · 92\nasked for a demo 2 minutes ago\nrespond by 14:10, in 12 min',
      'with Ann Lee',
    ]);
    const ids = JSON.stringify(blocks[start + 3]).match(/(?<="action_id":")\w+/g);
    expect(ids).toEqual(['claim', 'contacted', 'open_record', 'more']);
  });

  test('offers all that the holder may do, and the end of a snooze where it sleeps', () => {
    const ofClaimed = item({ controls: ['contacted', 'snooze', 'release', 'reassign'] });
    expect(shown(home({ urgent: [ofClaimed] })).match(/(?<="action_id":")\w+/g)).toEqual([
      'away',
      'contacted',
      'snooze',
      'release',
      'open_record',
      'more',
      'preferences',
    ]);
    const asleep = item({
      controls: ['contacted', 'snooze'],
      standing: { kind: 'open', snoozedUntil: NOW + 3_600_000 },
    });
    const text = shown(home({ snoozed: [asleep] }));
    expect(text).toMatch(/💤 Snoozed: no reminders until <!date\^1795270200\^/);
    expect(text).toContain('Remind me again');
    expect(text).not.toContain('respond by 14:10, in 12 min 💤');
  });

  test('says when its "just now" was', () => {
    const old = item({ reasons: ['asked for a demo just now'], reasonsAt: NOW - 3 * 3_600_000 });
    expect(shown(home({ urgent: [old] }))).toMatch(/just now \(at <!date\^/);
    expect(shown(home({ urgent: [item()] }))).not.toContain('(at <!date');
  });

  test('keeps apart whom they have just spoken with', () => {
    const text = shown(home({ spoken: [item({ fyi: true, controls: ['contacted'] })] }));
    expect(text).toMatch(/Needs you now \(0\).*Spoken with in the last day: no clock \(1\).*Ada Lovelace/);
  });

  test('shows at most ten leads, three blocks each, and how many more there are', () => {
    const many = Array.from({ length: 12 }, () => item());
    expect(homeView(home({ urgent: many })).blocks.length).toBe(homeView(home()).blocks.length - 1 + 30 + 1);
    expect(shown(home({ urgent: many }))).toContain('and 2 more');
  });

  test('says that nothing waits, whether leads come, and offers the way out or back', () => {
    expect(shown(home())).toContain('no hot lead waits for you');
    expect(shown(home())).toMatch(/New hot leads come to you: in working hours.*"action_id":"away"/);
    const until = NOW + 3_600_000;
    const away = home({ availability: { present: false, until, because: 'on holiday' } });
    expect(shown(away)).toMatch(/No new hot leads come to you: on holiday, until <!date\^.*"action_id":"back"/);
  });

  test('shows a manager what nobody in the team has, and nobody else', () => {
    const team = [item({ controls: ['reassign'] })];
    expect(shown(home({ team, manager: true }))).toMatch(/late, or nobody’s \(1\).*Give it to somebody/);
    expect(shown(home({ team }))).not.toContain('late, or nobody’s');
  });

  test('shows what holds: what they chose, else the team’s setting, and what is not theirs to choose', () => {
    const settings = { ...defaultTelling, floor: { notices: ['many_opens' as const], hot: 'tier 1' as const } };
    const notices = { many_opens: 'off' as const, revived: 'off' as const };
    const preferences = { notices, quiet: { from: 1320, to: 420 }, alerts: { demo_request: 'digest' as const } };
    const signals = [{ type: 'demo_request', words: 'demo request' }];
    const text = pingable(homeView(home({ settings, preferences, signals }))).join('\n');
    expect(text).toContain('many times: at once');
    expect(text).toContain('long silence: not at all');
    expect(text).toContain('A warm lead clicked: in the digest');
    expect(text).toContain('22:00 to 07:00');
    expect(text).toContain('*End-of-day digest*: 17:30');
    expect(text).toContain('but in the digest after: demo request');
  });

  test('of somebody the CRM does not know says what to do, and nothing else', () => {
    const { name: _name, ...stranger } = home({ problem: 'Ask your admin to add you' });
    expect(homeView(stranger).blocks).toHaveLength(2);
    expect(shown(stranger)).toContain('⚠️ Ask your admin to add you');
  });
});

test('the preferences say that the clock of what may wait runs all the same', () => {
  const settings = { ...defaultTelling, floor: { notices: [], hot: 'lanes' as const } };
  const modal = preferencesModal(home({ settings, signals: [{ type: 'demo_request', words: 'demo request' }] }));
  expect(JSON.stringify(modal)).toContain('your backup and manager hear of it when nobody answers');
});

describe('a modal', () => {
  test('names the episode, and nothing but the episode', () => {
    const modals = [contactedModal('e-1'), notAFitModal('e-1'), reassignModal('e-1', [])];
    expect(modals.map((modal) => modal.private_metadata)).toEqual(Array(3).fill('{"e":"e-1"}'));
    expect([awayModal(), linesModal('Why', [])].map((modal) => modal.private_metadata)).toEqual([undefined, undefined]);
  });

  test('to give a lead away lists those who are there first, with why', () => {
    const bob = { rep: 'r1', name: 'Bob', present: false, because: 'on holiday' };
    const cy = { rep: 'r2', name: 'C'.repeat(90), present: true, because: 'in working hours' };
    const text = JSON.stringify(reassignModal('e-1', [bob, cy]));
    expect(text).toMatch(/There now.*C{10,}… · in working hours.*"r2".*Away.*Bob · on holiday.*"r1"/);
  });

  test('without anybody to give it to asks nothing', () => {
    expect(reassignModal('e-1', [])).not.toHaveProperty('submit');
  });

  test('says how many candidates it leaves out', () => {
    const many = Array.from({ length: 130 }, (_, index) => ({
      rep: `r${index}`,
      name: 'Bob',
      present: true,
      because: '',
    }));
    expect(JSON.stringify(reassignModal('e-1', many))).toContain('30 more are not shown');
  });

  test('of lines says how many found no room', () => {
    const few = JSON.stringify(linesModal('Timeline', ['09:40 opened', '09:41 told Ann']));
    expect(few).toContain('09:40 opened\\n09:41 told Ann');
    expect(few).not.toContain('not shown');
    const many = linesModal(
      'Timeline',
      Array.from({ length: 900 }, () => '語'.repeat(900)),
    );
    expect(JSON.stringify(many)).toMatch(/\d+ more lines are not shown/);
    expect(viewProblems(many)).toEqual([]);
  });
});

const candidates = fc.array(
  fc.record({
    rep: fc.oneof(fc.uuid(), fc.constantFrom('', 'r'.repeat(151))),
    name: nasty,
    present: fc.boolean(),
    because: nasty,
  }),
  { maxLength: 30 },
);

describe('whatever they are called, Slack’s limits hold and nobody is pinged', () => {
  test.each<[string, fc.Arbitrary<HomeView | ModalView>]>([
    ['on the home page', hostileHome.map(homeView)],
    ['in the preferences', hostileHome.map(preferencesModal)],
    ['among the candidates', candidates.map((all) => reassignModal('e-1', all))],
    [
      'among the lines',
      fc.tuple(nasty, fc.array(nasty, { maxLength: 300 })).map(([title, all]) => linesModal(title, all)),
    ],
    ['in the other modals', fc.constantFrom(contactedModal('e-1'), notAFitModal('e-1'), awayModal())],
  ])('%s', (_where, views) => {
    fc.assert(
      fc.property(views, (view) => {
        expect(viewProblems(view)).toEqual([]);
        expect(sandboxProblems(view.blocks, view.type)).toEqual([]);
        expect(pingable(view).flatMap(foreignMarkup)).toEqual([]);
        expect(JSON.stringify(view).isWellFormed()).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
