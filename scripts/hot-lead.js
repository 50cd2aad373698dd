#!/usr/bin/env node
// The `hot-lead` command. Plain JavaScript: it also starts on a Node too old to run TypeScript, and then hands over to the
// Node that npm installed with this project.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const needed = 24;
// As `npm start` has it. Most of what an import reads is garbage at once: with V8's own 16 MB the process grew to 378 MB in an
// import of 15,000 contacts, with 8 MB to 248, and to 336 in one of 100,000; it was no slower.
const smallNursery = '--max-semi-space-size=8';
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Runs this command again on a newer Node and ends as it ends. */
function handOver(node) {
  const child = spawn(node, [smallNursery, ...process.argv.slice(1)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to both of us: passed on, the child would take it for an impatient second one.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('error', (error) => stop(`${node} cannot run: ${error.message}`));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

function stop(problem) {
  console.error(`hot-lead: ${problem}`);
  process.exit(1);
}

if (Number(process.version.slice(1).split('.')[0]) >= needed) {
  if (existsSync('.env')) process.loadEnvFile('.env');
  await import('../src/cli.ts');
} else {
  const node = path.join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(node)) handOver(node);
  else stop(`needs Node ${needed} or newer and this is ${process.version}: run npm ci in ${root}, which brings one`);
}
