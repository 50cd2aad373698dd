import type { SlackSandbox } from '../slack/slack.ts';
import { blocksAsHtml, mrkdwnAsHtml } from './blocks-as-html.ts';
import { markup, type Markup, timeAt } from './markup.ts';
import { hiddenFields, pressableIn } from './pressable-as-html.ts';

export type Message = ReturnType<SlackSandbox['messages']>[number];

/** The channel, or one rep's direct messages; `as` is who presses there. */
export type Room = { id: string; name: string; as: { id: string; name: string }; messages: readonly Message[] };

/** A room with the newest message first, the replies to each under it, and a line to type a command. */
export function roomAsHtml({ id, name, as, messages }: Room, chooser?: Markup): Markup {
  const isReply = ({ threadTs, ts }: Message) => threadTs !== undefined && threadTs !== ts;
  const first = messages.filter((message) => !isReply(message)).toReversed();
  const threads = first.map((message) => {
    const replies = messages.filter((reply) => isReply(reply) && reply.threadTs === message.ts);
    const under = markup`<div class="thread">${replies.map((reply) => messageAsHtml(reply, as.id))}</div>`;
    return markup`${messageAsHtml(message, as.id)}${replies.length === 0 ? undefined : under}`;
  });
  return markup`<section id="${id}">
    <h2>${name.startsWith('#') ? name : `Direct messages to ${name}`}</h2>
    ${chooser}
    ${commandLine(as, messages[0]?.channel ?? id)}
    ${threads.length === 0 ? markup`<p class="quiet">No messages yet.</p>` : threads}
  </section>`;
}

function commandLine(as: Room['as'], channel: string): Markup {
  const say = `What ${as.name} types after /hotleads`;
  return markup`<form class="command" method="post" action="/demo/command">${hiddenFields({ as: as.id, channel })}
    <code>/hotleads</code> <input name="text" autocomplete="off" placeholder="mine, team, ooo until Monday, back, help" aria-label="${say}"> <button class="button">Type as ${as.name}</button></form>`;
}

function messageAsHtml({ channel, ts, text, blocks, edits, ephemeralFor }: Message, as: string): Markup {
  const body =
    blocks.length === 0
      ? markup`<p class="text">${mrkdwnAsHtml(text)}</p>`
      : blocksAsHtml(blocks, pressableIn({ as, channel, ts }));
  const private_ = ephemeralFor === undefined ? undefined : markup`<p class="context">👁 Only visible to you</p>`;
  const edited = edits > 0 ? markup` <small>(edited)</small>` : undefined;
  return markup`<article class="${ephemeralFor === undefined ? '' : 'ephemeral'}">${private_}
    <p class="from"><b>Hot Lead Signal</b> <em>APP</em> ${timeAt(Number(ts) * 1000)}${edited}</p>
    ${body}
  </article>`;
}
