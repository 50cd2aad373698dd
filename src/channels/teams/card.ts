import { instantInWords } from '../../domain/telling/instantInWords.ts';
import type { Digest } from '../../domain/telling/digest.ts';
import { Failure } from '../../failure.ts';
import type { Alert, Message, Notice } from '../channel.ts';
import { actionsOf, alertContent, asOf, headline, repeatedLine, standingInWords } from './alertCard.ts';
import { type Content, type Element, fact, heading, line, open, title } from './elements.ts';
import { oneLine } from './text.ts';

/** Teams takes about 28 KB, some have met 21; and one character may count as two. */
const MOST_BYTES = 20_000;
const STUB_LINES = 20;
const STUB_TEXT = 80;

/** What a workflow of Teams takes: an Adaptive Card in a message. Always less than 20 KB. Throws for what is only for mail. */
export function teamsMessage(message: Message): object {
  const shapes = shapesOf(message);
  const last = shapes.at(-1) ?? { body: [], actions: [] };
  return shapes.map(envelope).find(fits) ?? envelope(smallest(last));
}

function fits(message: object): boolean {
  return new TextEncoder().encode(JSON.stringify(message)).length <= MOST_BYTES;
}

/** What is left of a card that is too large in any words: its beginning, in short lines, with what opens the record. */
function smallest({ body, actions }: Content): Content {
  return { body: body.slice(0, STUB_LINES).flatMap(shortened), actions: actions.slice(0, 2) };
}

function shortened(element: Element): Element[] {
  if (element.type === 'Container') return element.items.flatMap(shortened);
  if (element.type === 'ActionSet') return [];
  const inlines = element.inlines.map((run) => ({ ...run, text: oneLine(run.text, STUB_TEXT) }));
  return [{ ...element, inlines }];
}

/** The same message in ever fewer words. */
function shapesOf(message: Message): Content[] {
  if (message.kind === 'alert')
    return [10, 5, 1].map((reasons) => alertContent(message.alert, { reasons, quote: reasons > 1 ? 300 : 0 }));
  if (message.kind === 'rollup') return [15, 8, 3].map((most) => rollupContent(message, most));
  if (message.kind === 'notice') return [20, 5].map((most) => noticeContent(message.notice, most));
  if (message.kind === 'digest') return [20, 8, 2].map((most) => digestContent(message.digest, most));
  throw Failure.permanent('teams: what is to be read before a call is sent by e-mail');
}

type Rollup = Extract<Message, { kind: 'rollup' }>;

function rollupContent(rollup: Rollup, most: number): Content {
  const rest = rollup.alerts.length - most;
  const body = [
    title(`🔥 ${rollup.alerts.length} hot leads`),
    ...repeatedLine(rollup),
    ...rollup.alerts.slice(0, most).map(rolledUp),
    ...(rest > 0 ? [line(`and ${rest} more: see the queue`)] : []),
  ];
  return { body, actions: [] };
}

/** One lead of many: who, why, until when, and what is likeliest to be pressed. */
function rolledUp(alert: Alert): Element {
  const { reasons, respondBy, timeZone, assignee, now } = alert;
  const actions = actionsOf(alert).slice(0, 2);
  const items = [
    heading(headline(alert)),
    ...reasons.slice(0, 1).map((reason) => line(`${oneLine(reason, 150)}${asOf(alert)}`, {}, 200)),
    ...fact(
      'Respond by',
      `${instantInWords(respondBy, timeZone, now)} · ${assignee ?? 'nobody yet'} · ${standingInWords(alert)}`,
    ),
    ...(actions.length > 0 ? [{ type: 'ActionSet' as const, actions }] : []),
  ];
  return { type: 'Container', items, separator: true, spacing: 'Medium' };
}

function noticeContent(notice: Notice, most: number): Content {
  const { lead, company = lead?.company, headline: says, details, at, timeZone, now } = notice;
  const who = [lead?.name, company].filter((part) => part !== undefined && part !== '').join(' — ');
  const body = [
    title(who === '' ? says : who),
    ...repeatedLine(notice),
    ...(who === '' ? [] : [line(says)]),
    ...details.slice(0, most).map((detail) => line(`• ${detail}`, {}, 200)),
    line(instantInWords(at, timeZone, now), { isSubtle: true }),
  ];
  return { body, actions: open('Open the record', lead?.recordUrl) };
}

function digestContent(digest: Digest, most: number): Content {
  const parts = digest.parts.flatMap(({ title: name, leads }) => [
    heading(`${name} (${leads.length})`),
    ...leads.slice(0, most).map(({ name: lead, company, score, text }) => {
      const who = company === undefined ? lead : `${oneLine(lead, 60)}, ${oneLine(company, 60)}`;
      return line(`• ${score} · ${who}: ${text}`, {}, 250);
    }),
    ...(leads.length > most ? [line(`and ${leads.length - most} more`)] : []),
  ]);
  const figures = digest.figures.slice(0, 15).flatMap(({ name, value, team }) => {
    return fact(name, team === undefined ? value : `${value} (team ${team})`);
  });
  const body = [
    title(digest.title),
    ...repeatedLine(digest),
    ...parts.slice(0, 4 * (most + 2)),
    ...(figures.length > 0 ? [heading('Figures'), ...figures] : []),
    ...digest.notes.slice(0, 10).map((note) => line(note)),
  ];
  return { body, actions: [] };
}

/** Without `attachments` a workflow fails; 1.4 is what every Teams shows. */
function envelope({ body, actions }: Content): object {
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body,
    ...(actions.length > 0 && { actions }),
  };
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content };
  return { type: 'message', attachments: [attachment] };
}
