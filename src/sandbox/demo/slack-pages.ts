import type { Reply } from '../server.ts';
import type { SlackSandbox } from '../slack/slack.ts';
import { blocksAsHtml } from './blocks-as-html.ts';
import { places, reps } from './company.ts';
import { markup, type Markup, page } from './markup.ts';
import { pressableIn } from './pressable-as-html.ts';
import { SLACK_LOOK } from './slack-look.ts';
import { homeOf, type SlackHands, slackHands } from './slack-hands.ts';
import { modalAsHtml } from './slack-modal.ts';
import { type Message, type Room, roomAsHtml } from './slack-room.ts';

/**
 * Adds what people see of this workspace in a browser: the channel, every rep's direct messages and the app's home of each. What
 * is pressed there reaches the app as that rep's.
 */
export function slackPages(slack: SlackSandbox): SlackHands {
  const hands = slackHands(slack);
  const shown = (main: Markup) => page('Slack', SLACK_LOOK, frame(slack, hands, main));
  slack.server.route('GET', '/', ({ query }) => shown(workspace(slack, query.get('as') ?? '')));
  slack.server.route('GET', '/home/:user', async ({ params, query }) => {
    const { user = '' } = params;
    const rep = reps.find(({ slackId }) => slackId === user);
    if (rep === undefined) return { ...shown(markup`<p>There is nobody of this id.</p>`), status: 404 };
    if (query.has('open') || homeOf(slack, user) === undefined) await hands.openHome(user);
    return query.has('open') ? goTo(`/home/${user}`) : shown(home(slack, rep));
  });
  slack.server.route('GET', '/favicon.ico', () => ({ status: 204 }));
  return hands;
}

function goTo(path: string): Reply {
  return { status: 303, headers: { Location: path } };
}

function frame(slack: SlackSandbox, hands: SlackHands, main: Markup): Markup {
  return markup`<div class="slack">
    <nav id="places" data-live>
      <b>Slack <small>sandbox</small></b>
      ${places.map(({ id, name }) => roomLink(slack, id, name))}
      <p>Home of the app</p>
      ${reps.map(({ slackId, name }) => markup`<a href="/home/${slackId}?open">⌂ ${name}</a>`)}
    </nav>
    <main id="rooms" data-live>${main}</main>
    <div id="modal" data-live>${modal(slack, hands)}</div>
  </div>`;
}

function modal(slack: SlackSandbox, hands: SlackHands): Markup | undefined {
  const shown = hands.modal();
  return shown && modalAsHtml(shown.open, slack.user(shown.open.user)?.name ?? 'somebody', shown.problems);
}

function roomLink(slack: SlackSandbox, id: string, name: string): Markup {
  const count = slack.messages(id).length;
  return markup`<a href="/#${id}">${presence(slack, id)}${name} <span>${count === 0 ? '' : count}</span></a>`;
}

function presence(slack: SlackSandbox, id: string): Markup {
  const user = slack.user(id);
  if (user === undefined) return markup``;
  return markup`<i class="${user.presence}" title="${user.presence}"></i>`;
}

/** The room with the newest message first; those without any come last. */
function workspace(slack: SlackSandbox, chosen: string): Markup {
  const someone = reps.find(({ slackId }) => slackId === chosen) ?? reps[0];
  const newest = ({ messages }: Room) => Number(messages.at(-1)?.ts ?? 0);
  const rooms = places
    .map(({ id, name }): Room => {
      const rep = reps.find(({ slackId }) => slackId === id) ?? someone;
      const as = { id: rep?.slackId ?? '', name: rep?.name ?? '' };
      return { id, name, as, messages: slack.messages(id).filter((message) => isSeen(message, as.id)) };
    })
    .toSorted((a, b) => newest(b) - newest(a));
  const empty = markup`<p class="quiet">No messages yet. The first hot lead is told here.</p>`;
  const none = rooms.every(({ messages }) => messages.length === 0);
  return markup`<p class="quiet">You see everybody’s messages, and press in their name: in direct messages as the rep they are for.</p>
    ${none ? empty : undefined}
    ${rooms.map((room) => roomAsHtml(room, room.name.startsWith('#') ? chooser(room) : undefined))}`;
}

function isSeen({ ephemeralFor }: Message, as: string): boolean {
  return ephemeralFor === undefined || ephemeralFor === as;
}

function chooser({ id, as }: Room): Markup {
  const links = reps.map(({ slackId, name }) => {
    return slackId === as.id ? markup` <b>${name}</b>` : markup` <a href="/?as=${slackId}#${id}">${name}</a>`;
  });
  return markup`<p class="chooser">Here you are${links}</p>`;
}

function home(slack: SlackSandbox, { slackId, name }: { slackId: string; name: string }): Markup {
  const view = homeOf(slack, slackId);
  const shown =
    view === undefined
      ? markup`<p class="quiet">The app shows nothing here yet.</p>`
      : blocksAsHtml(view.content['blocks'] as unknown[], pressableIn({ as: slackId, view: view.id }));
  return markup`<p><a href="/#${slackId}">‹ Messages</a></p>
    <section class="home"><p class="context">Home of Hot Lead Signal, as ${name} sees it</p>${shown}</section>`;
}
