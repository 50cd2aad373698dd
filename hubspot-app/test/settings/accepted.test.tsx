import { expect, test } from '@jest/globals';
import { Checkbox, Input, MultiSelect, TimeInput, Toggle } from '@hubspot/ui-extensions';
import { modelFrom } from '../../../src/model/read.ts';
import { withChanges } from '../../../src/pipeline/embedded/changes.ts';
import type { Change, Json } from '../../src/app/shared/api.ts';
import { onSettings, settingsServer } from './onSettings.tsx';
import { settingsView } from './settingsView.ts';

test('our server can make every kind of change that the page sends, and they come to settings that decide', async () => {
  const members = [{ rep: 'ann@acme.com', weight: 1 }];
  const territories = [{ name: 'DACH', countries: ['DE'], pool: 'default' }];
  const pools = { default: { mode: 'assign' as const, members } };
  const server = settingsServer(settingsView({}, { pools, territories, people: { 'ann@acme.com': { role: 'bdr' } } }));
  const page = await onSettings();
  page.typeNumber('tiers.one.score', 85);
  page.find(Toggle, { name: 'recipes.R1.on' }).trigger('onChange', false as never);
  page.find(Toggle, { name: 'lanes.contact_sales.on' }).trigger('onChange', false as never);
  page.choose('routing.people.ann@acme.com.role', '');
  page.typeNumber('routing.people.ann@acme.com.caps.perDay', 9);
  page.choose('routing.people.ben@acme.com.role', 'ae');
  page.typeNumber('routing.people.ben@acme.com.caps.openHot', 5);
  page.find(Input, { name: 'routing.people.ben@acme.com.timeZone' }).trigger('onChange', 'Europe/Paris' as never);
  page.find(Checkbox, { name: 'default.ben@acme.com' }).trigger('onChange', true as never);
  page.find(TimeInput, { name: 'routing.hours.fri.to' }).trigger('onChange', { hours: 15, minutes: 0 } as never);
  page.find(MultiSelect).trigger('onChange', ['ann@acme.com'] as never);
  page.choose('routing.pools.default.mode', 'claim');
  page.typeNumber('routing.caps.perDay', 20);
  page.find(Input, { name: 'telling.managersChannel' }).trigger('onChange', '#managers' as never);
  page.find(TimeInput, { name: 'telling.digestAt' }).trigger('onChange', { hours: 16, minutes: 45 } as never);
  page.choose('telling.notices.warm_click', 'now');
  await page.shows('16 changes not published');
  page.press('Check').trigger('onClick');
  await page.shows('Nothing is wrong');
  const changes = server.sent('/check')[0]?.body?.['changes'] as Change[];
  const changed = withChanges(server.view.settings as unknown as Json, changes);
  if (!changed.ok) throw new Error(JSON.stringify(changed.problems));
  expect(modelFrom(changed.settings, 'the settings')).toMatchObject({
    tiers: { one: { score: 85 } },
    routing: {
      people: {
        'ann@acme.com': { caps: { perDay: 9 } },
        'ben@acme.com': { role: 'ae', timeZone: 'Europe/Paris', caps: { openHot: 5 } },
      },
      pools: { default: { mode: 'claim', members: [...members, { rep: 'ben@acme.com', weight: 1 }] } },
      hours: [
        { days: ['mon', 'tue', 'wed', 'thu'], from: 540, to: 1080 },
        { days: ['fri'], from: 540, to: 900 },
      ],
      caps: { perDay: 20 },
      coverage: { managers: ['ann@acme.com'] },
    },
    telling: { digestAt: 1005, managersChannel: '#managers', notices: { warm_click: 'now' } },
  });
});
