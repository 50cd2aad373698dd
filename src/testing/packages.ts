import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** A program that tests need and npm cannot bring; the Debian package has the same name. */
export type Package = 'redis-server' | 'chromium';

/**
 * The path of the program. When it is missing, root on Debian installs the package (allow a hook 300 s). Elsewhere it
 * is undefined and one line says what is missing, so that the test can be skipped; with CI=true it throws instead.
 */
export async function needPackage(name: Package): Promise<string | undefined> {
  const found = await findProgram(name, process.env['PATH']);
  if (found !== undefined) return found;
  const problem = await install(name);
  const installed = await findProgram(name, process.env['PATH']);
  if (installed !== undefined) return installed;
  process.stderr.write(`${missing(name, problem, process.env['CI'] === 'true')}\n`);
  return undefined;
}

/** What is to be printed when the tests that need it are skipped. In CI nothing is skipped: throws it. */
export function missing(name: Package, problem: string, inCi: boolean): string {
  const message = `tests: ${name} is missing (${problem}): install the Debian package ${name}, or your system's own`;
  if (inCi) throw new Error(message);
  return `${message}. The tests that need it are skipped.`;
}

async function findProgram(name: string, searchPath = ''): Promise<string | undefined> {
  for (const folder of searchPath.split(path.delimiter)) {
    const file = path.join(folder, name);
    const isProgram = await access(file, constants.X_OK).then(
      () => folder !== '',
      () => false,
    );
    if (isProgram) return file;
  }
  return undefined;
}

/** Tries, and says why the program may still be missing. Two test files at once wait for each other. */
async function install(name: Package): Promise<string> {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return 'and this is not root on Debian';
  const get = `apt-get install -y --no-install-recommends ${name}`;
  const script = `command -v ${name} || ${get} || { apt-get update && ${get}; }`;
  const lock = path.join(tmpdir(), 'hot-lead-signal-apt.lock');
  // RUNLEVEL=1: the package must not start its service, which would listen on the usual port.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  return promisify(execFile)('flock', [lock, 'sh', '-c', script], { env, maxBuffer: 100_000_000 }).then(
    () => 'though apt-get succeeded',
    (error: Error & { stderr?: string }) =>
      `apt-get failed: ${error.stderr?.trim().split('\n').at(-1) ?? error.message}`,
  );
}
