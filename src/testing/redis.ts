import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { freePort } from '../store/postgresPrograms.ts';
import { needPackage } from './packages.ts';

/** False where there is no redis-server (a line has said so): suites that need one are skipped. Installing it may take minutes. */
export const hasRedis = (await needPackage('redis-server')) !== undefined;

/** A Redis of one's own; `flushAll` forgets everything in it. */
export type OwnRedis = { url: string; flushAll(): Promise<void> } & AsyncDisposable;

/**
 * A new, empty Redis on a free loopback port that writes nothing to disk and ends with this process, however that ends.
 * Throws when there is no redis-server: ask `hasRedis` first.
 */
export async function ownRedis(): Promise<OwnRedis> {
  const program = await needPackage('redis-server');
  if (program === undefined) throw new Error('test redis: there is no redis-server');
  const port = await freePort();
  const stop = startRedis(program, port);
  const client = new Redis(port, '127.0.0.1', { retryStrategy: () => 20, maxRetriesPerRequest: 250 });
  client.on('error', () => undefined);
  await client.ping();
  return {
    url: `redis://127.0.0.1:${port}`,
    flushAll: async () => {
      await client.flushall();
    },
    [Symbol.asyncDispose]: async () => {
      client.disconnect();
      await stop();
    },
  };
}

function startRedis(program: string, port: number): () => Promise<void> {
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  // The shell ends it when our end of the pipe closes, which happens also when we are killed.
  const script = '"$0" "$@" </dev/null >/dev/null & cat >/dev/null; kill $!; wait $!';
  const shell = spawn('sh', ['-c', script, program, ...settings], {
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
  });
  const gone = once(shell, 'exit');
  return async () => {
    shell.stdin.end();
    await gone;
  };
}
