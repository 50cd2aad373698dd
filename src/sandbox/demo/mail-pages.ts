import PostalMime, { type Email } from 'postal-mime';
import { startServer, type SandboxServer } from '../server.ts';
import { markup, type Markup, page, timeAt } from './markup.ts';

/** A mail as it arrived; `at` in epoch ms. */
export type KeptMail = { from: string; to: string[]; raw: string; at: number };

/** A page on 127.0.0.1 with every mail that arrived. `mails`: oldest first. */
export async function startMailPages(port: number, mails: () => KeptMail[]): Promise<SandboxServer> {
  const server = await startServer({ port, notFound: () => ({ status: 404 }) });
  server.route('GET', '/', async () => {
    const rows = await Promise.all(mails().map(async (mail, index) => row(index, mail, await read(mail))));
    return page('E-mails', LOOK, inbox(rows.toReversed()));
  });
  server.route('GET', '/favicon.ico', () => ({ status: 204 }));
  server.route('GET', '/:number', async ({ params }) => {
    const mail = mails()[Number(params['number'])];
    if (mail !== undefined) return page('E-mails', LOOK, letter(mail, await read(mail)));
    return { ...page('E-mails', LOOK, markup`<main><p>There is no such e-mail.</p></main>`), status: 404 };
  });
  return server;
}

function read({ raw }: KeptMail): Promise<Email> {
  return PostalMime.parse(raw);
}

function inbox(rows: Markup[]): Markup {
  const none = markup`<p class="quiet">None yet. Two minutes after a hot lead its rep gets one with everything known of it.</p>`;
  return markup`<header>E-mails <span>sandbox: nothing is delivered</span></header>
    <main id="inbox" data-live>${rows.length === 0 ? none : markup`<ol>${rows}</ol>`}</main>`;
}

function row(index: number, { to, at }: KeptMail, { subject = 'No subject' }: Email): Markup {
  return markup`<li><a href="/${index}">${subject}</a> <span class="quiet">to ${to.join(', ')}, ${timeAt(at)}</span></li>`;
}

function letter({ to, at }: KeptMail, { subject = 'No subject', from, html, text = '' }: Email): Markup {
  // Shown as a mail program does: no scripts, no forms, links open elsewhere.
  const body =
    html === undefined
      ? undefined
      : markup`<iframe title="The e-mail" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${`<base target="_blank">${html}`}"></iframe>`;
  return markup`<header><a href="/">E-mails</a> <span>sandbox: nothing is delivered</span></header>
    <main><h1>${subject}</h1>
    <p class="quiet">from ${from?.name || from?.address}, to ${to.join(', ')}, ${timeAt(at)}</p>
    ${body}
    <details><summary>As plain text</summary><pre>${text}</pre></details></main>`;
}

const LOOK = `header{background:#2f4858;color:#fff;padding:.6rem 1.2rem;font-weight:600}header a{color:#ffd28a}header span{opacity:.7;font-weight:400}
main{max-width:54rem;margin:1.2rem auto;padding:0 1.2rem}ol{list-style:none;padding:0}li{background:#fff;border:1px solid #dde3ea;border-radius:.4rem;padding:.6rem 1rem;margin:.4rem 0}li a{font-weight:600}li span{display:block;font-size:.85rem}
iframe{width:100%;height:60rem;border:1px solid #dde3ea;border-radius:.4rem;background:#fff;margin:.6rem 0}pre{white-space:pre-wrap;background:#fff;border:1px solid #dde3ea;border-radius:.4rem;padding:1rem}summary{cursor:pointer}`;
