import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** HubSpot's address, where one account's calls never get an answer from `hangs` on. */
export type HangingAccount = { url: string; hangs: () => void } & AsyncDisposable;

/** Before the accounts at `url`; `whose` says of a token which account's it is. */
export async function hangingAccount(
  portal: string,
  { url, whose }: { url: string; whose: (token: string) => Promise<string | undefined> },
): Promise<HangingAccount> {
  let isHanging = false;
  const owners = new Map<string, string | undefined>();
  async function ownerOf({ headers }: IncomingMessage) {
    const token = (headers.authorization ?? '').replace(/^Bearer /, '');
    if (token !== '' && !owners.has(token)) owners.set(token, await whose(token));
    return owners.get(token);
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (isHanging && (await ownerOf(request)) === portal) return;
    const { authorization, 'content-type': type } = request.headers;
    const answer = await fetch(`${url}${request.url}`, {
      method: request.method ?? 'GET',
      headers: { ...(authorization && { authorization }), ...(type && { 'content-type': type }) },
      redirect: 'manual',
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    });
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    hangs: () => void (isHanging = true),
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
