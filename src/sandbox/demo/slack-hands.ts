import { setTimeout as delay } from 'node:timers/promises';
import type { Reply, SandboxRequest } from '../server.ts';
import type { SlackSandbox } from '../slack/slack.ts';
import { modalState } from './modal-state.ts';
import type { PressedElement } from './pressable-as-html.ts';
import type { OpenModal } from './slack-modal.ts';

type Answer = { status: number; body: string };

/** What a person at the demo's page does in Slack, in the name of whoever's messages they look at. */
export type SlackHands = {
  /** From now on the app is there, at this address. */
  reach(target: string): void;
  /** The newest modal that nobody closed, and what the app found wrong in it. */
  modal(): { open: OpenModal; problems: Record<string, string> } | undefined;
  /** Opens somebody's home, and waits a moment for the app to fill it. */
  openHome(user: string): Promise<void>;
};

/** Adds the addresses to which the page's forms are sent. */
export function slackHands(slack: SlackSandbox): SlackHands {
  let target: string | undefined;
  const closed = new Set<string>();
  const problems = new Map<string, Record<string, string>>();

  function on(path: string, does: (form: URLSearchParams, app: string) => Promise<Answer | undefined>): void {
    slack.server.route('POST', path, async (request) => {
      if (!fromOurPage(request)) return refused(403, 'Only the page of this demo can press here.');
      if (target === undefined) return refused(409, 'The app is not there yet: try again in a moment.');
      const form = new URLSearchParams(request.rawBody.toString('utf8'));
      return does(form, target).then((answer) => done(answer, request), gone);
    });
  }

  on('/demo/press', async (form, app) => {
    if (!form.get('press')) return undefined;
    const pressed = JSON.parse(form.get('press') ?? '') as PressedElement;
    return slack.interact(app, { user: field(form, 'as'), ...placeIn(form), ...pressed });
  });
  on('/demo/submit', async (form, app) => {
    const viewId = field(form, 'view');
    const view = slack.views().find(({ id }) => id === viewId);
    const values = modalState(view?.content ?? {}, form);
    const answer = await slack.submit(app, { user: field(form, 'as'), viewId, values });
    problems.set(viewId, problemsIn(answer.body));
    return answer;
  });
  on('/demo/close', async (form) => void closed.add(field(form, 'view')));
  on('/demo/command', (form, app) => {
    const typed = { user: field(form, 'as'), channel: field(form, 'channel'), text: form.get('text') ?? '' };
    return slack.command(app, { command: '/hotleads', ...typed });
  });

  return {
    reach: (app) => void (target = app),
    modal() {
      const open = slack.views().findLast(({ id, type }) => type === 'modal' && !closed.has(id));
      return open && { open, problems: problems.get(open.id) ?? {} };
    },
    async openHome(user) {
      if (target === undefined) return;
      const before = homeOf(slack, user)?.hash;
      await slack.openHome(target, user);
      for (let waits = 0; waits < 30 && homeOf(slack, user)?.hash === before; waits += 1) await delay(50);
    },
  };
}

/** What the app shows on somebody's home; undefined before it showed anything. */
export function homeOf(slack: SlackSandbox, user: string) {
  return slack.views().find((view) => view.type === 'home' && view.user === user);
}

/** A page from anywhere can post to this machine; its browser says so. */
function fromOurPage({ headers }: SandboxRequest): boolean {
  const from = headers['sec-fetch-site'];
  return from === undefined || from === 'same-origin' || from === 'none';
}

function field(form: URLSearchParams, name: string): string {
  return form.get(name) ?? '';
}

function placeIn(form: URLSearchParams): { viewId: string } | { channel: string; ts: string } {
  const viewId = form.get('view');
  return viewId === null ? { channel: field(form, 'channel'), ts: field(form, 'ts') } : { viewId };
}

function problemsIn(body: string): Record<string, string> {
  if (!body.startsWith('{')) return {};
  return (JSON.parse(body) as { errors?: Record<string, string> }).errors ?? {};
}

/** Back to where the form was. */
function done(answer: Answer | undefined, { headers }: SandboxRequest): Reply {
  if (answer !== undefined && answer.status >= 300) return refused(502, `The app answered ${answer.status}.`);
  return { status: 303, headers: { Location: headers.referer ?? '/' } };
}

/** The sandbox throws when somebody presses what is not there: a page may be older than what it shows. */
function gone(error: unknown): Reply {
  return refused(409, `That is not there any more (${error instanceof Error ? error.message : String(error)}).`);
}

function refused(status: number, body: string): Reply {
  return { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body };
}
