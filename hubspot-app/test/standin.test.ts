import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderPage, type Looking } from '../standin/render.ts';

const app = join(import.meta.dirname, '../src/app');
let folder: string;

beforeAll(async () => {
  // Beside the sources, so that packages are found as they are from there.
  folder = await mkdtemp(join(import.meta.dirname, '.standin-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function looking(source: string): Promise<Looking> {
  const entry = join(folder, 'Entry.tsx');
  await writeFile(entry, source);
  return { entry, extensionPoint: 'settings', context: {} };
}

test.each([
  ['cards/HotLeadTab.tsx', 'crm.record.tab'],
  ['cards/HotLeadSidebar.tsx', 'crm.record.sidebar'],
  ['settings/SettingsPage.tsx', 'settings'],
  ['pages/Pages.tsx', 'pages'],
] as const)(
  'all that %s takes from HubSpot has a stand-in, and the page says that it is one',
  async (file, extensionPoint) => {
    const html = await renderPage({ entry: join(app, file), extensionPoint, context: {} });
    expect(html).toContain("Drawn by a stand-in, not HubSpot's own rendering.");
  },
);

test.each([
  [
    `import { CurrencyInput, hubspot } from '@hubspot/ui-extensions';
     hubspot.extend<'settings'>(() => <CurrencyInput label="Budget" name="budget" />);`,
    'for import "CurrencyInput"',
  ],
  [`import '@hubspot/ui-extensions/crm';`, '@hubspot/ui-extensions/crm has no stand-in'],
])('what has no stand-in is named: %#', async (source, words) => {
  const page = await looking(source);
  const said = await renderPage(page).then(
    () => 'nothing',
    (failure: unknown) => String(failure),
  );
  expect(said).toContain(words);
});

test('an answer cannot end the page early', async () => {
  const page = await looking(`import { hubspot, Text } from '@hubspot/ui-extensions';
    hubspot.extend<'settings'>(() => <Text>there</Text>);`);
  const html = await renderPage({ ...page, answers: { 'GET /x': '</script><b>' } });
  expect(html).not.toContain('</script><b>');
});
