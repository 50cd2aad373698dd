import { createHash, randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { type Account, canReach, exists, serverAccount } from './postgresPrograms.ts';

/** Where one embedded server lives: `data` is PostgreSQL's own folder, everything else of ours is beside it in `home`. */
export type Place = { home: string; data: string; account: Account };

/**
 * The place that belongs to a data folder. PostgreSQL never runs as root, so for root it is a folder that its user can
 * reach: `<dataDir>/postgres`, else one in /var/lib (else the temporary folder) named after the data folder, which is
 * logged every time, because deleting the data folder does not delete that one.
 */
export async function placeOf(dataDir: string, log: (line: string) => void): Promise<Place> {
  const account = await serverAccount();
  const inside = path.join(dataDir, 'postgres');
  const home = await chooseHome(inside, outside(dataDir), account);
  if (home !== inside) log(`postgres: its user cannot enter ${dataDir}, so the data is in ${home}`);
  return await ownedPlace(home, account);
}

function outside(dataDir: string): string[] {
  const name = `hot-lead-signal-${createHash('sha256').update(dataDir).digest('hex').slice(0, 12)}`;
  return [path.join('/var/lib', name), path.join(tmpdir(), name)];
}

/** Where the data is already; else the first folder that will do. */
async function chooseHome(inside: string, others: string[], account: Account): Promise<string> {
  for (const home of [inside, ...others]) {
    if (!(await exists(path.join(home, 'data')))) continue;
    if (await canReach(account, home)) return home;
    throw new Error(
      `postgres: its user cannot enter ${home} any more, where the data is: chmod o+x the folders above it`,
    );
  }
  const homes = account === undefined ? [inside] : [inside, ...others];
  for (const home of homes) if (await canBeMade(home, account)) return home;
  throw new Error(
    `postgres: cannot write to ${homes.join(' or ')}: correct the permissions, or set DATA_DIR or DATABASE_URL`,
  );
}

async function canBeMade(home: string, account: Account): Promise<boolean> {
  try {
    const made = await mkdir(home, { recursive: true });
    // Under a strict umask our new folders would be closed to the server's user. Older ones are not ours to open.
    if (made !== undefined && account !== undefined) await openFrom(made, home);
  } catch {
    return false;
  }
  if (await canReach(account, home)) return true;
  await rm(home, { recursive: true });
  return false;
}

async function openFrom(top: string, folder: string): Promise<void> {
  await chmod(folder, 0o711);
  if (folder !== top) await openFrom(top, path.dirname(folder));
}

/** A cluster runs as the user who owns it, so that a start as root after one as somebody else finds its data. */
async function ownedPlace(home: string, account: Account): Promise<Place> {
  const data = path.join(home, 'data');
  if (!(await exists(data))) return { home, data, account };
  const { uid, gid } = await stat(data);
  const me = process.getuid?.();
  if (me === undefined || me === uid) return { home, data, account };
  if (me === 0) return { home, data, account: { uid, gid } };
  throw new Error(
    `postgres: ${data} belongs to user ${uid} and this is user ${me}: start as that user or root, or set another DATA_DIR`,
  );
}

const Access = z.object({ password: z.string(), port: z.number().int().optional() });
/** What clients of a place's server need. The port is the last one used. */
type Access = z.infer<typeof Access>;

/** The password of the place's server, made at the first call, and its port. Kept in a file that only its owner reads. */
export async function readAccess(place: Place): Promise<Access> {
  const file = path.join(place.home, 'access.json');
  if (await exists(file)) return Access.parse(JSON.parse(await readFile(file, 'utf8')));
  const access = { password: randomBytes(24).toString('hex') };
  await writeAccess(place, access);
  return access;
}

/** Keeps it whole or not at all, also when killed meanwhile. */
export async function writeAccess(place: Place, access: Access): Promise<void> {
  const file = path.join(place.home, 'access.json');
  await writeFile(`${file}.new`, JSON.stringify(access), { mode: 0o600 });
  const { uid, gid } = await stat(place.home);
  // Root may start on the data of somebody who has to read this file the next time.
  if (process.getuid?.() === 0) await chown(`${file}.new`, uid, gid);
  await rename(`${file}.new`, file);
}

/**
 * Held by one process at a time while it looks at, makes or starts the server of a place. One left behind by a killed
 * process is taken over. Throws after a minute.
 */
export async function startLock(place: Place): Promise<AsyncDisposable> {
  const file = path.join(place.home, 'starting');
  // A pid alone is not enough: in a container the process after a restart often has the pid of the one before.
  const me = `${process.pid} ${Math.round(performance.timeOrigin)}`;
  for (let tries = 0; tries < 600; tries++) {
    const taken = await writeFile(file, me, { flag: 'wx' }).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return false;
        throw error;
      },
    );
    if (taken) return { [Symbol.asyncDispose]: () => rm(file, { force: true }) };
    if (isLeftBehind(await readFile(file, 'utf8').catch(() => me), me)) await rm(file, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`postgres: another process has been starting the server for a minute: if none is, delete ${file}`);
}

function isLeftBehind(owner: string, me: string): boolean {
  const pid = Number(owner.split(' ')[0]);
  if (pid === process.pid) return owner !== me;
  return owner !== '' && !isRunning(pid);
}

/** Whether a process with that id exists, whoever it belongs to. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
