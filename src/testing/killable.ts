import { flushCompileCache } from 'node:module';
import type { AppSettings } from '../appSettings.ts';
import { startApp } from '../main.ts';

// A process that works like the product until its n-th commit, where it kills itself: run by killed.test.ts.
const [given] = process.argv.slice(2);
const { settings, killAt } = JSON.parse(given ?? '') as { settings: Omit<AppSettings, 'tell'>; killAt: number };
let ready = false;
let boundaries = 0;
const app = await startApp({
  ...settings,
  tell: () => {},
  onCommit() {
    if (!ready) return;
    boundaries += 1;
    if (boundaries === killAt) process.kill(process.pid, 'SIGKILL');
  },
});
ready = true;
// Who is killed writes nothing at its end.
flushCompileCache();
process.stdout.write(`${app.url}\n`);
