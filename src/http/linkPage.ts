import { createHash } from 'node:crypto';
import type { Response } from 'express';
import type { Alert } from '../channels/channel.ts';
import { instantInWords } from '../domain/telling/instantInWords.ts';
import { standingInWords } from './linkWords.ts';
import { type Markup, markup } from './markup.ts';

/** From then on "just now" would be wrong. */
const LATE_MS = 2 * 60_000;

/** Sends a page that nothing keeps, frames, indexes or names to the next site, and on which no script runs. */
export function sendPage(response: Response, status: number, title: string, body: Markup): void {
  const page = markup`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>${{ html: STYLE }}</style></head><body><main><h1>${title}</h1>${body}</main></body></html>`;
  response
    .status(status)
    .set({
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Robots-Tag': 'noindex, nofollow',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    })
    .type('html')
    .send(page.html);
}

/** The lead as whoever has the link may see it: who, company, why now and where it stands; no address and no number. */
export function leadShown(alert: Alert): Markup {
  const { lead, score, tier, reasons, standing } = alert;
  const company = lead.company === undefined ? '' : `, ${lead.company}`;
  const clock = standing.kind === 'open' || standing.kind === 'claimed' ? respondByLine(alert) : undefined;
  return markup`<article><div class="score t${tier}">${score}<small>tier ${tier}</small></div><div>
<h2><bdi>${lead.name}</bdi><bdi>${company}</bdi></h2><ul>${reasons.slice(0, 3).map((reason) => markup`<li>${reason}</li>`)}</ul>
${asOf(alert)}<p>${standingInWords(alert)}</p>${clock}</div></article>`;
}

function respondByLine({ respondBy, timeZone, now }: Alert): Markup {
  return markup`<p>Respond by <b>${instantInWords(respondBy, timeZone, now)}</b>.</p>`;
}

/** A page is opened up to seven days after the message: its "just now" is of then. */
function asOf({ reasons, reasonsAt, timeZone, now }: Alert): Markup | undefined {
  if (reasons.length === 0 || now - reasonsAt < LATE_MS) return undefined;
  return markup`<p>As it was at ${instantInWords(reasonsAt, timeZone, now)}.</p>`;
}

/** A link to somewhere else that does not learn where its reader came from; nothing where the address is not one of the web. */
export function linkOut(url: string, text: string): Markup | undefined {
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) return undefined;
  return markup`<a href="${url}" rel="noreferrer">${text}</a>`;
}

const STYLE = `body{font:16px/1.45 system-ui,sans-serif;margin:0;color:#1c2733;background:#f6f7f9}main{max-width:34rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.4rem}h2{font-size:1.05rem;margin:0}a{color:#0b5cad}article{display:flex;gap:1rem;background:#fff;border:1px solid #dde3ea;
border-radius:.6rem;padding:1rem;margin:.8rem 0}ul{margin:.4rem 0;padding-left:1.1rem}p{margin:.3rem 0;color:#435062}h2,li,p{overflow-wrap:anywhere}
.score{font-size:1.8rem;font-weight:700;text-align:center;min-width:4rem;border-radius:.5rem;padding:.5rem .3rem;height:fit-content;background:#ffe7d1;color:#9a3b00}
.score small{display:block;font-size:.75rem;font-weight:500}.t1{background:#ffd9d6;color:#a3120a}
fieldset{border:1px solid #dde3ea;border-radius:.6rem;background:#fff;margin:.8rem 0;padding:.6rem 1rem}legend{font-weight:600;padding:0 .3rem}
label{display:block;padding:.3rem 0}.note{font-weight:600}textarea,input[type=email]{display:block;width:100%;box-sizing:border-box;font:inherit;padding:.5rem;
border:1px solid #b8c2ce;border-radius:.4rem;margin-top:.2rem}
button{font:inherit;font-weight:600;color:#fff;background:#0b5cad;border:0;border-radius:.5rem;padding:.7rem 1.4rem;margin:.6rem 0;cursor:pointer}
button:hover{background:#094a8c}button:focus-visible,a:focus-visible,input:focus-visible,textarea:focus-visible{outline:3px solid #f2a33c;outline-offset:2px}
.other{margin-top:1.2rem;font-size:.95rem}.other a{margin-right:1rem}.said{background:#fff;border:1px solid #dde3ea;border-radius:.6rem;padding:1rem;font-size:1.05rem;color:#1c2733}
.ok{border-color:#8fca9f;background:#eefaf1}.no{border-color:#ecd98a;background:#fff6d6}`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
