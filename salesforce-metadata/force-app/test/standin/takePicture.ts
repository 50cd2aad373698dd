import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { renderPanels } from './render.ts';

/** Takes docs/salesforce-panel.png by Chromium: `node salesforce-metadata/force-app/test/standin/takePicture.ts`. CHROMIUM names the browser. */
const width = 1120;
const picture = join(
  process.env['SCREENS_OUT'] ?? join(import.meta.dirname, '../../../../docs'),
  'salesforce-panel.png',
);

async function chromium(...args: string[]): Promise<string> {
  const quiet = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--hide-scrollbars'];
  const browser = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  const all = [...quiet, '--virtual-time-budget=4000', ...args];
  return (await promisify(execFile)(browser, all, { maxBuffer: 64 * 1024 * 1024 })).stdout;
}

const folder = await mkdtemp(join(tmpdir(), 'panel-'));
try {
  const page = join(folder, 'panel.html');
  await writeFile(page, await renderPanels());
  const dom = await chromium('--dump-dom', `--window-size=${String(width)},200`, page);
  const height = /<title>height (\d+)<\/title>/.exec(dom)?.[1];
  if (height === undefined) throw new Error(`salesforce-panel: the page did not say its height`);
  await chromium(`--screenshot=${picture}`, `--window-size=${String(width)},${height}`, page);
  console.log(`${picture}: ${String(width)} x ${height}`);
} finally {
  await rm(folder, { recursive: true });
}
