import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { renderPage, type Looking } from '../hubspot-app/standin/render.ts';
import { hotCard, lateCard } from '../hubspot-app/standin/stories/card.ts';
import { coverage } from '../hubspot-app/standin/stories/coverage.ts';
import { queue } from '../hubspot-app/standin/stories/queue.ts';
import { response } from '../hubspot-app/standin/stories/response.ts';
import { plan, settings } from '../hubspot-app/standin/stories/settings.ts';

/**
 * Takes the pictures of docs/ by Chromium: `node scripts/screens.ts [name ...]`. CHROMIUM names the browser, SCREENS_OUT the folder.
 */
type Picture = Looking & { width: number };

const root = join(import.meta.dirname, '..');
const app = join(root, 'hubspot-app/src/app');
const reader = {
  user: { id: 7, email: 'ann@example.com', firstName: 'Ann' },
  portal: { id: 62515, timezone: 'Europe/Berlin' },
};
const onRecord = { ...reader, crm: { objectId: 501, objectTypeId: '0-1' } };
const pages = { entry: join(app, 'pages/Pages.tsx'), extensionPoint: 'pages', context: reader } as const;

const pictures: Record<string, Picture> = {
  'hubspot-card': {
    entry: join(app, 'cards/HotLeadTab.tsx'),
    extensionPoint: 'crm.record.tab',
    context: onRecord,
    answers: { 'GET /hubspot/api/card': hotCard },
    width: 800,
  },
  'hubspot-sidebar': {
    entry: join(app, 'cards/HotLeadSidebar.tsx'),
    extensionPoint: 'crm.record.sidebar',
    context: onRecord,
    answers: { 'GET /hubspot/api/card': lateCard },
    width: 372,
  },
  'hubspot-settings': {
    entry: join(app, 'settings/SettingsPage.tsx'),
    extensionPoint: 'settings',
    context: reader,
    answers: {
      'GET /hubspot/api/settings': settings,
      'POST /hubspot/api/settings/plan': { ok: true, id: 'p1' },
      'GET /hubspot/api/settings/plan': plan,
    },
    steps: [
      { press: 'Change', nth: 9 },
      { write: '25', into: 'input[type=number]' },
      { press: 'Done' },
      { press: 'Plan' },
    ],
    width: 1100,
  },
  'hubspot-queue': { ...pages, page: '/', answers: { 'GET /hubspot/api/queue': queue }, width: 1100 },
  'hubspot-response': { ...pages, page: '/response', answers: { 'GET /hubspot/api/response': response }, width: 1100 },
  'hubspot-coverage': { ...pages, page: '/coverage', answers: { 'GET /hubspot/api/coverage': coverage }, width: 1100 },
};

/** In pixels: room for the longest page. */
const tallest = 3200;

async function takePicture(name: string, { width, ...looking }: Picture, folder: string): Promise<void> {
  const page = join(folder, `${name}.html`);
  await writeFile(page, await renderPage({ ...looking, tallest }));
  const title =
    /<title>(.*)<\/title>/.exec(await chromium(['--dump-dom', `--window-size=${width},200`, page]))?.[1] ?? '';
  if (!title.startsWith('height ')) throw new Error(`${name}: the page says "${title}" instead of its height`);
  const height = Number(title.slice('height '.length));
  const picture = join(process.env['SCREENS_OUT'] ?? join(root, 'docs'), `${name}.png`);
  await chromium([`--screenshot=${picture}`, `--window-size=${width},${height}`, page]);
  console.log(`${picture}: ${width} x ${height}`);
}

async function chromium(args: string[]): Promise<string> {
  const quiet = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--hide-scrollbars'];
  const waiting = ['--virtual-time-budget=8000'];
  const browser = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  const { stdout } = await promisify(execFile)(browser, [...quiet, ...waiting, ...args], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

const folder = await mkdtemp(join(tmpdir(), 'screens-'));
try {
  const wanted = process.argv.slice(2);
  for (const [name, picture] of Object.entries(pictures))
    if (wanted.length === 0 || wanted.includes(name)) await takePicture(name, picture, folder);
} finally {
  await rm(folder, { recursive: true });
}
