export type HotLeadRow = {
  name: string;
  company: string | undefined;
  recordUrl: string;
  score: number;
  tier: number;
  state: string;
  reasons: string[];
  owner: string | undefined;
  assignee: string | undefined;
  openedAt: number;
  respondBy: number;
};

/** The demo's newest hot leads as one plain page. It reloads itself; times are shown in the reader's own zone. */
export function hotLeadsPage(rows: HotLeadRow[], now: number): string {
  const cards = rows.map((row) => card(row, now)).join('\n');
  const empty = '<p class="empty">No lead is hot yet. The first one appears here by itself.</p>';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="3">
<meta name="viewport" content="width=device-width"><title>Hot Lead Signal demo</title><style>${STYLE}</style></head><body>
<h1>Hot leads</h1><p class="demo">Demo: every person, record and message here is made up. Nothing leaves this machine.</p>
${rows.length === 0 ? empty : cards}
<script>for (const t of document.querySelectorAll('time')) t.textContent = new Date(t.dateTime).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })</script>
</body></html>`;
}

function card(row: HotLeadRow, now: number): string {
  const minutes = Math.round((row.respondBy - now) / 60_000);
  const left = minutes >= 0 ? `in ${minutes} min` : `${-minutes} min ago`;
  const who = row.assignee ?? 'nobody yet';
  const owner = row.owner !== undefined && row.owner !== row.assignee ? ` (owner ${escape(row.owner)})` : '';
  return `<article><div class="score t${row.tier}">${row.score}<small>tier ${row.tier}</small></div><div>
<h2><a href="${escape(row.recordUrl)}">${escape(row.name)}</a>${row.company === undefined ? '' : `, ${escape(row.company)}`}</h2>
<p class="why">When it became hot, at ${time(row.openedAt)}:</p><ul>${row.reasons.map((reason) => `<li>${escape(reason)}</li>`).join('')}</ul>
<p><b>${escape(who)}</b>${owner} · respond by ${time(row.respondBy)} (${left}) · ${escape(row.state)}</p>
</div></article>`;
}

function time(at: number): string {
  const iso = new Date(at).toISOString();
  return `<time datetime="${iso}">${iso.slice(11, 16)} UTC</time>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `body{font:16px/1.45 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1c2733;background:#f6f7f9}
h1{font-size:1.4rem}h2{font-size:1.05rem;margin:0}a{color:#0b5cad}article{display:flex;gap:1rem;background:#fff;border:1px solid #dde3ea;
border-radius:.6rem;padding:1rem;margin:.8rem 0}ul{margin:.4rem 0;padding-left:1.1rem}p{margin:.3rem 0;color:#435062}
.score{font-size:1.8rem;font-weight:700;text-align:center;min-width:4rem;border-radius:.5rem;padding:.5rem .3rem;height:fit-content;background:#ffe7d1;color:#9a3b00}
.score small{display:block;font-size:.75rem;font-weight:500}.t1{background:#ffd9d6;color:#a3120a}.demo{background:#fff6d6;border:1px solid #ecd98a;
border-radius:.4rem;padding:.5rem .8rem;color:#5b4a00}.empty{color:#5d6b7a}.why{font-size:.85rem;margin-bottom:0}ul{margin-top:.1rem}`;
