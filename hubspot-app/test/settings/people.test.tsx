import { expect, test } from '@jest/globals';
import { Accordion, Checkbox, Input, MultiSelect, TimeInput, Toggle } from '@hubspot/ui-extensions';
import { onSettings, settingsServer } from './onSettings.tsx';
import { settingsView } from './settingsView.ts';

const named = {
  pools: { default: { mode: 'assign' as const, members: [{ rep: 'ann@acme.com', weight: 1 }] } },
};

test('somebody joins a pool with a weight, and the list of members changes as one', async () => {
  settingsServer(settingsView({}, named));
  const page = await onSettings();
  page.find(Checkbox, { name: 'default.ben@acme.com' }).trigger('onChange', true as never);
  await page.waitFor(() => page.number('default.ben@acme.com.weight'));
  page.typeNumber('default.ben@acme.com.weight', 2);
  await page.shows('Pool default, members: Ann Ames → Ann Ames, Ben Bell (weight 2)');
  expect(page.words()).toContain('1 change not published');
});

test('what is particular to a rep is laid over what HubSpot says', async () => {
  const server = settingsServer(settingsView());
  const page = await onSettings();
  page.choose('routing.people.ann@acme.com.role', 'ae');
  page.choose('routing.people.ann@acme.com.backup', 'ben@acme.com');
  page.typeNumber('routing.people.ann@acme.com.caps.openHot', 5);
  await page.shows('Ann Ames, role: not said → AE: closes deals');
  expect(page.words()).toContain('Ann Ames, backup: whoever of the pool is there → Ben Bell');
  page.press('Check').trigger('onClick');
  await page.shows('Nothing is wrong');
  expect(server.sent('/check')[0]?.body).toEqual({
    basedOn: 7,
    changes: [
      {
        path: ['routing', 'people', 'ann@acme.com'],
        value: { role: 'ae', backup: 'ben@acme.com', caps: { openHot: 5 } },
      },
    ],
  });
});

test('what is known of a rep already is changed in its place', async () => {
  const server = settingsServer(settingsView({}, { people: { 'ann@acme.com': { role: 'bdr' } } }));
  const page = await onSettings();
  page.choose('routing.people.ann@acme.com.role', 'ae');
  page.typeNumber('routing.people.ann@acme.com.caps.openHot', 5);
  page.typeNumber('routing.people.ann@acme.com.caps.perDay', 9);
  await page.shows('3 changes not published');
  page.press('Check').trigger('onClick');
  await page.shows('Nothing is wrong');
  expect(server.sent('/check')[0]?.body?.['changes']).toEqual([
    { path: ['routing', 'people', 'ann@acme.com', 'role'], value: 'ae' },
    { path: ['routing', 'people', 'ann@acme.com', 'caps'], value: { openHot: 5, perDay: 9 } },
  ]);
});

test('what is taken away is sent without a value', async () => {
  const server = settingsServer(settingsView({}, { people: { 'ann@acme.com': { timeZone: 'Europe/Berlin' } } }));
  const page = await onSettings();
  page.find(Input, { name: 'routing.people.ann@acme.com.timeZone' }).trigger('onChange', '' as never);
  await page.shows('Ann Ames, time zone: Europe/Berlin → as in HubSpot');
  page.press('Check').trigger('onClick');
  await page.shows('Nothing is wrong');
  expect(server.sent('/check')[0]?.body?.['changes']).toEqual([
    { path: ['routing', 'people', 'ann@acme.com', 'timeZone'] },
  ]);
});

test('a place that is none is refused at the field', async () => {
  settingsServer(settingsView());
  const page = await onSettings();
  const zone = () => page.find(Input, { name: 'routing.people.ann@acme.com.timeZone' });
  zone().trigger('onChange', '+01:00' as never);
  await page.shows('One value cannot be');
  expect(zone().props.validationMessage).toContain('Europe/Berlin');
});

test('hours of their own start as the usual ones and change day by day', async () => {
  settingsServer(settingsView());
  const page = await onSettings();
  page.find(Toggle, { name: 'routing.people.ben@acme.com.hours' }).trigger('onChange', true as never);
  await page.waitFor(() => page.find(Toggle, { name: 'routing.people.ben@acme.com.hours.fri' }));
  page.find(Toggle, { name: 'routing.people.ben@acme.com.hours.fri' }).trigger('onChange', false as never);
  page
    .find(TimeInput, { name: 'routing.people.ben@acme.com.hours.mon.from' })
    .trigger('onChange', { hours: 8, minutes: 30 } as never);
  await page.shows('→ Mon 8:30-18:00, Tue-Thu 9:00-18:00');
});

test('a shift that ends before it begins ends on the next day', async () => {
  settingsServer(settingsView());
  const page = await onSettings();
  page.find(TimeInput, { name: 'routing.hours.fri.to' }).trigger('onChange', { hours: 2, minutes: 0 } as never);
  await page.shows('Usual working hours: Mon-Fri 9:00-18:00 → Mon-Thu 9:00-18:00, Fri 9:00-2:00 next day');
});

test('a week without any working day is refused', async () => {
  settingsServer(settingsView({}, { hours: [{ days: ['mon'], from: 540, to: 1080 }] }));
  const page = await onSettings();
  page.find(Toggle, { name: 'routing.hours.mon' }).trigger('onChange', false as never);
  await page.shows('There must be at least one working day.');
  expect(page.isClosed('Check')).toBe(true);
});

test('who is in the settings and not in HubSpot is said to be', async () => {
  settingsServer(settingsView({}, { people: { 'old@acme.com': { role: 'bdr' } } }));
  const page = await onSettings();
  expect(page.findAll(Accordion).map(({ props }) => props.title)).toEqual([
    'Ann Ames',
    'Ben Bell',
    'old@acme.com · BDR',
  ]);
  expect(page.words()).toContain('not in HubSpot');
});

test('managers are chosen by name', async () => {
  settingsServer(settingsView());
  const page = await onSettings();
  page.find(MultiSelect).trigger('onChange', ['ann@acme.com'] as never);
  await page.shows('Managers: none → Ann Ames');
});

test('without anybody in HubSpot the tab of reps says what to do', async () => {
  settingsServer(settingsView({ people: [] }));
  const page = await onSettings();
  expect(page.words()).toContain('Invite them in HubSpot, then look again.');
});
