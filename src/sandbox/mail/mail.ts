import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';

/** One mail as it arrived: who it is from and for by the envelope, and its exact text. */
type SandboxMail = { from: string; to: string[]; raw: string; at: number };

/**
 * How the server behaves for a while. `mailbox`: nobody lives there; `busy`: come back later; `sender`: it does not send for
 * this address; `login`: the password is wrong; `refused` and `full`: it does not want this message, for good or for now;
 * `silent`: it stops answering before the message; `lost`: it keeps the message and says nothing; `cut`: it keeps the message
 * and hangs up.
 */
export type MailTrouble = 'mailbox' | 'busy' | 'sender' | 'login' | 'refused' | 'full' | 'silent' | 'lost' | 'cut';

export type MailSandbox = AsyncDisposable & {
  /** `smtp://127.0.0.1:port`. */
  readonly url: string;
  /** Everything that was taken, oldest first; of `to` only, when given. */
  mails(to?: string): SandboxMail[];
  /** From `from` to `to` (epoch ms, the end excluded) it behaves like that; always when left out. The latest that fits holds. */
  fail(trouble: MailTrouble, from?: number, to?: number): void;
  /** No trouble any more. */
  mend(): void;
  close(): Promise<void>;
};

type Done = (error?: Error | null) => void;

/** Starts a mail server on 127.0.0.1 that delivers nothing and keeps everything. `tls`: it offers STARTTLS with a certificate nobody trusts. */
export async function startMail(
  options: { port?: number; now?: () => number; login?: { user: string; pass: string }; tls?: boolean } = {},
): Promise<MailSandbox> {
  const { now = Date.now, login, tls = false } = options;
  const kept: SandboxMail[] = [];
  let troubles: { trouble: MailTrouble; from: number; to: number }[] = [];
  const is = (...any: MailTrouble[]) => {
    const current = troubles.findLast(({ from, to }) => from <= now() && now() < to);
    return current !== undefined && any.includes(current.trouble);
  };
  const server = new SMTPServer({
    authOptional: login === undefined,
    disabledCommands: [...(tls ? [] : ['STARTTLS']), ...(login === undefined ? ['AUTH'] : [])],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    logger: false,
    onAuth(auth, _session, done) {
      const right = auth.username === login?.user && auth.password === login?.pass && !is('login');
      if (right) return done(null, { user: auth.username });
      return done(reply(535, '5.7.8 Authentication credentials invalid'));
    },
    onMailFrom: (_address, _session, done) => done(is('sender') ? reply(550, '5.7.60 Not your address') : null),
    onRcptTo({ address }, _session, done) {
      if (is('silent')) return;
      if (is('mailbox')) return done(reply(550, `5.1.1 <${address}> User unknown`));
      done(is('busy') ? reply(451, '4.7.1 Greylisted, come back later') : null);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        if (is('refused')) return done(reply(554, '5.7.1 Message refused'));
        if (is('full')) return done(reply(452, '4.2.2 Mailbox full'));
        const { mailFrom, rcptTo } = session.envelope;
        const raw = Buffer.concat(chunks).toString('utf8');
        kept.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address), raw, at: now() });
        answer(done);
      });
    },
  });
  function answer(done: Done): void {
    if (is('lost')) return;
    if (is('cut')) return cutAll();
    done();
  }
  function cutAll(): void {
    for (const connection of server.connections) connection.close();
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  async function close(): Promise<void> {
    if (!server.server.listening) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    cutAll();
    await closed;
  }
  const credentials = login === undefined ? '' : `${login.user}:${login.pass}@`;
  return {
    url: `smtp://${credentials}127.0.0.1:${port}`,
    mails: (to) => (to === undefined ? [...kept] : kept.filter((mail) => mail.to.includes(to))),
    fail: (trouble, from = -Infinity, to = Infinity) => void troubles.push({ trouble, from, to }),
    mend: () => void (troubles = []),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function reply(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
