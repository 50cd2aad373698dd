import { createHash } from 'node:crypto';
import express, { type ErrorRequestHandler, type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { Answers, Who } from '../channels/answers.ts';
import type { Alert } from '../channels/channel.ts';
import type { Control } from '../domain/telling/controls.ts';
import type { Signing } from '../sealing.ts';
import { deedIn, fieldsFor } from './linkForm.ts';
import { leadShown, linkOut, sendPage } from './linkPage.ts';
import { type Link, linkToken, mayLink, readLink } from './linkTokens.ts';
import { controlWords } from './linkWords.ts';
import { type Markup, markup } from './markup.ts';

type Options = {
  signing: Signing;
  answers: Pick<Answers, 'act' | 'alert' | 'tell' | 'candidates'>;
  now: () => number;
  /** Makes what sets this showing of a form apart from the next: sent twice, it is one press. */
  newId: () => string;
  tell: (step: string, text: string) => void;
};

type Asked = Link & { until: number };
type TokenRequest = Request<{ token: string }>;

const envelope = z.object({
  nonce: z.string().regex(/^[\w-]{8,64}$/),
  email: z.email().optional(),
});

/**
 * The pages behind the buttons of mails and of Teams. Showing one changes nothing, however often and by whom it is asked for: link
 * scanners and previews open them all. Only the form on it does something.
 */
export function linkRoutes(options: Options): Router {
  const router = Router();
  router.get('/l/:token', async (request, response) => {
    const link = readLink(options.signing, request.params.token, options.now());
    if (link === undefined) sendOver(response);
    else await show(options, link, response);
  });
  const form = express.urlencoded({ extended: false, limit: '16kb' });
  router.post('/l/:token', form, async (request: TokenRequest, response) => {
    const link = readLink(options.signing, request.params.token, options.now());
    if (link === undefined) sendOver(response);
    else await act(options, link, request, response);
  });
  router.use('/l', brokenPage(options));
  return router;
}

async function show(options: Options, link: Asked, response: Response): Promise<void> {
  const { answers } = options;
  const alert = await answers.alert(link.who, link.episode);
  if (alert === undefined) return sendGone(response);
  const { title, button } = controlWords[link.do];
  const lines = tells(link.do) ? await answers.tell(link.who, link.episode, link.do) : [];
  const body = button === undefined ? listed(lines) : await formFor(options, link, alert, button);
  sendPage(response, 200, title, markup`${leadShown(alert)}${body}${others(options, link, alert)}`);
}

function tells(control: Control): control is 'why_hot' | 'why_me' | 'timeline' {
  return controlWords[control].button === undefined;
}

function listed(lines: string[]): Markup {
  return markup`<ul>${lines.map((line) => markup`<li>${line}</li>`)}</ul>`;
}

async function formFor(options: Options, link: Asked, alert: Alert, button: string): Promise<Markup> {
  if (!alert.controls.includes(link.do))
    return markup`<p class="said no">Nothing is to be done here any more: where it stands has changed since the message.</p>`;
  const candidates = link.do === 'reassign' ? await options.answers.candidates(link.who, link.episode) : [];
  const fields = fieldsFor(link.do, candidates);
  if (fields === undefined) return markup`<p class="said no">There is nobody else who could have it.</p>`;
  return markup`<form method="post"><input type="hidden" name="nonce" value="${options.newId()}">${fields}${asked(link.who)}
<button>${button}</button></form>`;
}

/** A link in a place that many read is nobody's: whoever uses it says who they are, as they would aloud. */
function asked({ email, chatId }: Who): Markup {
  if (email !== undefined) return markup`<p>You answer as ${email}.</p>`;
  if (chatId !== undefined) return markup``;
  return markup`<label class="note">Your e-mail address at work<input type="email" name="email" autocomplete="email" required></label>`;
}

/** What else may be done from here, in links that end when this one does. */
function others({ signing }: Options, link: Asked, alert: Alert): Markup {
  const links = alert.controls
    .filter((control) => control !== link.do && mayLink(control, link.who))
    .map((control) => {
      const token = linkToken(signing, { ...link, do: control }, link.until);
      return markup`<a href="${token}">${controlWords[control].link}</a> `;
    });
  return markup`<p class="other">${linkOut(alert.lead.recordUrl, 'Open the record')} ${links}</p>`;
}

async function act({ answers }: Options, link: Asked, request: TokenRequest, response: Response): Promise<void> {
  const sent = envelope.safeParse(request.body);
  const deed = deedIn(link.do, request.body);
  if (!sent.success || deed === undefined) return sendUnfilled(response);
  const who = whoSent(link.who, sent.data.email);
  if (who === undefined) return sendUnfilled(response);
  const key = `link:${hashOf([request.params.token, who.email, deed])}:${sent.data.nonce}`;
  const { ok, text } = await answers.act({ who, key, episode: link.episode, via: 'link', ...deed });
  const title = ok ? 'Done' : 'Nothing was changed';
  sendPage(response, ok ? 200 : 409, title, markup`<p class="said ${ok ? 'ok' : 'no'}">${text}</p>`);
}

/** What was chosen is part of the press: whoever was refused goes back, chooses something else and sends the same form again. */
function hashOf(press: unknown[]): string {
  return createHash('sha256').update(JSON.stringify(press)).digest('base64url');
}

/** What the link says of its reader cannot be changed by the form. */
function whoSent(who: Who, email: string | undefined): Who | undefined {
  if (who.email !== undefined || who.chatId !== undefined) return who;
  return email === undefined ? undefined : { ...who, email };
}

function sendUnfilled(response: Response): void {
  const text = 'Something was not chosen or is too long: go back, and send it again.';
  sendPage(response, 400, 'Nothing was changed', markup`<p class="said no">${text}</p>`);
}

function sendOver(response: Response): void {
  const text =
    'It is older than 7 days, or was cut off on its way. Open the newest message about this lead, or the lead in your CRM.';
  sendPage(response, 404, 'This link is not good any more', markup`<p class="said no">${text}</p>`);
}

function sendGone(response: Response): void {
  const text = 'The lead or its record is gone, or it is not for you to see.';
  sendPage(response, 404, 'There is nothing to see here any more', markup`<p class="said no">${text}</p>`);
}

/** A person reads this, so it is a page; the message of an error of ours is for the log. */
function brokenPage({ tell }: Options): ErrorRequestHandler {
  return (error: Error & { status?: number }, _request, response, _next) => {
    // A status is the body parser's: too large, cut off.
    if (error.status !== undefined && error.status < 500) return sendUnfilled(response);
    tell('failed', `http: ${error.message}`);
    const text = 'Try again in a moment: what you send twice is done once.';
    return sendPage(response, 500, 'Something failed here', markup`<p class="said no">${text}</p>`);
  };
}
