import { defaultModel } from '../../../src/domain/model.ts';
import type { PlanView, SettingsView } from '../../src/app/shared/api.ts';
import type { Model } from '../../src/app/settings/sections.ts';

/** A picture holds no more, and what is left out looks the same. */
const families = ['critical', 'research', 'negative'];
const shown = Object.entries(defaultModel.catalogue).filter(([, { family }]) => families.includes(family));
const model: Model = { ...defaultModel, catalogue: Object.fromEntries(shown) };

/** A workspace that still decides by what it was installed with. */
export const settings: SettingsView = {
  viewer: { name: 'Ann Lee', rep: true, manager: true },
  version: 7,
  publishedAt: '2 hours ago (20 Nov 07:20 Berlin)',
  settings: { ...model },
  people: [
    { id: 'ann@example.com', name: 'Ann Lee', email: 'ann@example.com', active: true },
    { id: 'bob@example.com', name: 'Bob Ray', email: 'bob@example.com', active: true },
  ],
  channels: [
    { name: 'Slack', on: true },
    { name: 'E-mail to reps', on: true },
    { name: 'Microsoft Teams', on: false, problem: 'not connected: TEAMS_WEBHOOK_URL is not set' },
    { name: 'E-mail to leads', on: true },
    { name: 'Webhooks', on: true },
  ],
};

const day = 86_400_000;
const first = Date.UTC(2026, 9, 22);

/** What one changed number would have done. */
export const plan: PlanView = {
  state: 'done',
  days: 30,
  atOnce: 'Publishing gives 2 leads to reps at once: they would become hot, and did something in the last 24 hours.',
  summary: [
    'Alerts a day: 4.2 now, 5.1 with these changes',
    '27 new alerts, 0 gone, 6 at another time or tier, 126 the same',
    'Hot at this moment: 9 now, 11 with these changes',
    'Of 31 deals won, sales had heard of 24 before; with this, of 27.',
    'From 18,402 signals of 2,117 leads. Days in the chart begin at midnight in Berlin; of each list the first 100 are shown.',
  ],
  alertsPerDay: { now: 4.2, would: 5.1 },
  perDay: Array.from({ length: 30 }, (_, nth) => {
    const now = nth % 7 > 4 ? nth % 2 : 4 + ((nth * 7) % 5);
    return {
      day: new Date(first + nth * day).toISOString().slice(0, 10),
      now,
      would: now + (nth % 7 > 4 ? 0 : (nth * 3) % 4),
    };
  }),
  becomeHot: [
    { contact: '504', name: 'Sam Okoro', when: '18 Nov 15:20', because: 'tier 2: case study' },
    { contact: '505', name: 'Mia Chen', when: '17 Nov 10:05', because: 'tier 2: case study' },
  ],
  stopBeingHot: [],
};
