import { Connection } from 'jsforce';
import { Transport } from 'jsforce/lib/transport.js';
import { Failure } from '../../failure.ts';
import type { OrgOptions } from './org.ts';

export const apiVersion = '66.0';
/** The longest that one call of the metadata API may take. */
const metadataTimeoutMs = 120_000;
/** So many renewals of one connection's session mean that none of them helps. */
const mostRenewals = 2;

export type Session = { accessToken: string; instanceUrl: string };

/** jsforce with this session; it renews nothing. The client's name marks our own changes in the org's change events. */
export function connectionTo(session: Session, more: { refreshFn?: Renew } = {}): Connection {
  const { accessToken, instanceUrl } = session;
  return new Connection({
    accessToken,
    instanceUrl,
    version: apiVersion,
    callOptions: { client: 'hotlead/1.0' },
    ...more,
  });
}
type Renew = (connection: Connection, done: (error: Error | null, accessToken?: string) => void) => void;

/** `Org.connection`: with an end to each call's waiting, and to the renewing of the session, of which jsforce has none. */
export function connector({ session }: Pick<OrgOptions, 'session'>): () => Promise<Connection> {
  return async () => {
    let renewals = 0;
    const renew = async (refused: string) => {
      const { accessToken } = await session(refused);
      if (accessToken !== refused && ++renewals <= mostRenewals) return accessToken;
      throw Failure.blocked('salesforce: the session is not accepted: connect the org again', { code: 'unauthorized' });
    };
    const refreshFn: Renew = (connection, done) => {
      renew(connection.accessToken ?? '').then(
        (token) => done(null, token),
        (error: unknown) => done(Failure.from(error)),
      );
    };
    const connection = connectionTo(await session(), { refreshFn });
    connection._transport = new Patient();
    return connection;
  };
}

/** jsforce's transport, repeating nothing. */
class Patient extends Transport {
  override httpRequest(
    ...[request, options]: Parameters<Transport['httpRequest']>
  ): ReturnType<Transport['httpRequest']> {
    return super.httpRequest(request, { ...options, timeout: metadataTimeoutMs, retry: { methods: [] } });
  }
}
