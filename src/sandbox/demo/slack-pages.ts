import type { SlackSandbox } from '../slack/slack.ts';
import { blocksAsHtml, mrkdwnAsHtml } from './blocks-as-html.ts';
import { places } from './company.ts';
import { markup, type Markup, page, timeAt } from './markup.ts';
import type { Post } from './memory.ts';

/** Adds what a person sees of this workspace in a browser: the channel and every rep's direct messages. */
export function slackPages(slack: SlackSandbox, posts: () => Post[]): void {
  slack.server.route('GET', '/', () => page('Slack', LOOK, workspace(slack, posts())));
  slack.server.route('GET', '/favicon.ico', () => ({ status: 204 }));
}

function workspace(slack: SlackSandbox, posts: Post[]): Markup {
  const shown = places.map((place) => ({ ...place, own: posts.filter((post) => post.place === place.id) }));
  const links = shown.map(({ id, name, own }) => {
    return markup`<a href="#${id}">${presence(slack, id)}${name} <span>${own.length === 0 ? '' : own.length}</span></a>`;
  });
  // The room with the newest message first; those without any stay in the list at the side.
  const newest = (room: { own: Post[] }) => Number(room.own.at(-1)?.ts ?? 0);
  const rooms = shown
    .filter(({ own }) => own.length > 0)
    .toSorted((a, b) => newest(b) - newest(a))
    .map(({ id, name, own }) => {
      const title = name.startsWith('#') ? name : `Direct messages to ${name}`;
      return markup`<section id="${id}">
        <h2>${title}</h2>
        ${own.toReversed().map(message)}
      </section>`;
    });
  return markup`<div class="slack">
    <nav>
      <b>Slack <small>sandbox</small></b>
      ${links}
    </nav>
    <main>
      ${rooms.length === 0 ? markup`<p class="quiet">No messages yet. The first hot lead is told here.</p>` : rooms}
    </main>
  </div>`;
}

function presence(slack: SlackSandbox, id: string): Markup {
  const user = slack.user(id);
  if (user === undefined) return markup``;
  return markup`<i class="${user.presence}" title="${user.presence}"></i>`;
}

function message({ ts, text, blocks }: Post): Markup {
  const body = blocks.length === 0 ? mrkdwnAsHtml(text) : blocksAsHtml(blocks);
  return markup`<article>
    <p class="from"><b>Hot Lead Signal</b> <em>APP</em> ${timeAt(Number(ts) * 1000)}</p>
    ${body}
  </article>`;
}

const LOOK = `.slack{display:flex;min-height:100vh}nav{background:#3f0e40;color:#fff;padding:1rem .6rem;width:13rem;flex:none}nav b{display:block;padding:0 .6rem .8rem}nav small{font-weight:400;opacity:.7}
nav a{display:flex;gap:.5rem;align-items:center;color:#e3d4e4;padding:.25rem .6rem;border-radius:.3rem}nav a:hover{background:#572a58;text-decoration:none}nav a span{margin-left:auto;opacity:.8}
nav i{width:.6rem;height:.6rem;border-radius:50%;border:2px solid #b39cb4}nav i.active{background:#3daa7c;border-color:#3daa7c}
main{padding:1rem 1.5rem;max-width:50rem;flex:1;min-width:0}section{margin-bottom:1.8rem}article{background:#fff;border:1px solid #dde3ea;border-radius:.5rem;padding:.7rem 1rem;margin:.6rem 0}
.from{margin:0 0 .3rem;color:#66727f;font-size:.85rem}.from b{color:#1c2733}.from em{font-style:normal;font-size:.65rem;background:#e8ecf0;border-radius:.2rem;padding:.05rem .25rem}
article h3{margin:.2rem 0 .5rem;font-size:1.1rem}article ul,article ol{margin:.2rem 0 .6rem;padding-left:1.3rem}.fields{display:grid;grid-template-columns:1fr 1fr;gap:.4rem 1rem;margin:.5rem 0}
.context{color:#66727f;font-size:.85rem;margin:.3rem 0}.text{margin:.3rem 0}.button{display:inline-block;border:1px solid #c6ced6;border-radius:.3rem;padding:.25rem .8rem;margin:.3rem .4rem 0 0;color:#1c2733;font-weight:600;background:#fff}`;
