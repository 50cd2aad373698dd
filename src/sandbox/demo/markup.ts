/** Text that is HTML already: everything else is escaped where `markup` puts it in. */
export type Markup = { html: string };

type Part = string | number | undefined | Markup | readonly Markup[];

/** Joins HTML: what stands in `${}` is escaped unless it is `Markup`; undefined is nothing. */
export function markup(texts: TemplateStringsArray, ...parts: Part[]): Markup {
  return { html: texts.map((text, i) => text + (i < parts.length ? rendered(parts[i]) : '')).join('') };
}

function rendered(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'object') return 'html' in part ? part.html : part.map((each) => each.html).join('');
  return String(part).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A link, or only its text where the address is not one of the web. */
export function linkTo(url: string, text: string, look = ''): Markup {
  const safe = /^https?:$/.test(URL.parse(url)?.protocol ?? '');
  return safe ? markup`<a class="${look}" href="${url}">${text}</a>` : markup`<span class="${look}">${text}</span>`;
}

/** A time that the page's own script turns into the reader's zone, with the day when it is not today. */
export function timeAt(at: number, precision: 'minutes' | 'seconds' = 'minutes'): Markup {
  const iso = new Date(at).toISOString();
  return markup`<time datetime="${iso}" data-precision="${precision}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`;
}

/** The answer to a browser: a whole page that is marked as a demo. Elements with an id and `data-live` keep themselves current. */
export function page(title: string, look: string, body: Markup) {
  const banner = 'Demo: every person, record and message here is made up. Nothing leaves this machine.';
  const whole = markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title} (demo)</title>
        <style>
          ${{ html: STYLE + look }}
        </style>
      </head>
      <body>
        <p class="demo">${banner}</p>
        ${body}
        <script>
          ${{ html: SCRIPT }};
        </script>
      </body>
    </html>`;
  return { status: 200, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: whole.html };
}

/**
 * Times in the reader's zone; live parts fetched again and again, and left alone while somebody types or chooses in them; forms
 * sent without leaving the page. Without it everything works too, but nothing moves by itself.
 */
const SCRIPT = `const show = (root) => { for (const t of root.querySelectorAll('time')) {
const at = new Date(t.dateTime), today = at.toDateString() === new Date().toDateString();
t.textContent = at.toLocaleString([], { hour: '2-digit', minute: '2-digit',
...(t.dataset.precision === 'seconds' ? { second: '2-digit' } : {}), ...(today ? {} : { day: 'numeric', month: 'short' }) }) } };
const before = new Map();
for (const part of document.querySelectorAll('[data-live]')) before.set(part.id, part.outerHTML);
const busy = (part) => part.querySelector('.menu[open]') || part.querySelector('input:focus,select:focus,textarea:focus');
// What was filled in stays when the app says that something in it is wrong.
const keep = (old, part) => {
  const [from, to] = [old, part].map((each) => each.querySelector('#modal-form'));
  if (!from || !to || from.elements.view.value !== to.elements.view.value) return;
  for (const [i, field] of [...from.elements].entries()) {
    const same = to.elements[i];
    if (same?.name !== field.name || field.type === 'hidden') continue;
    if ('checked' in field) same.checked = field.checked;
    if (field.type !== 'radio' && field.type !== 'checkbox') same.value = field.value;
  }
};
async function refresh() {
  const answer = await fetch(location.href).catch(() => undefined);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of fresh.querySelectorAll('[data-live]')) {
    const html = part.outerHTML, old = document.getElementById(part.id);
    if (!old || before.get(part.id) === html || (part.id !== 'modal' && busy(old))) continue;
    before.set(part.id, html); show(part); keep(old, part); old.replaceWith(part);
  }
}
document.addEventListener('submit', async (event) => {
  event.preventDefault();
  const { target, submitter } = event;
  const answer = await fetch(target.action, { method: 'POST', body: new URLSearchParams(new FormData(target, submitter)) });
  if (!answer.ok) alert(await answer.text());
  document.activeElement?.blur();
  target.closest('.menu')?.removeAttribute('open');
  if (target.matches('.command')) target.reset();
  for (const ms of [0, 400, 1200]) setTimeout(refresh, ms);
});
show(document); setInterval(refresh, 2000)`;

const STYLE = `*{box-sizing:border-box}body{font:15px/1.45 system-ui,sans-serif;margin:0;color:#1c2733;background:#f6f7f9}
a{color:#0b5cad;text-decoration:none}a:hover{text-decoration:underline}h1{font-size:1.3rem;margin:0}h2{font-size:1rem;margin:0 0 .5rem}
.demo{margin:0;background:#fff6d6;border-bottom:1px solid #ecd98a;padding:.4rem 1.2rem;color:#5b4a00;font-size:.85rem}.quiet{color:#66727f}`;
