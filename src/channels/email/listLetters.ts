import type { Digest } from '../../domain/telling/digest.ts';
import type { Alert, Message, Notice } from '../channel.ts';
import { asOf } from './alertLetter.ts';
import { buttonsOf, nameOf, recordLink } from './leadParts.ts';
import { type Letter, type Link, type Part, section } from './letter.ts';
import { instantInWords } from '../../domain/telling/instantInWords.ts';
import { dueTime } from './times.ts';

const REPEATED: Part = { kind: 'text', text: 'This may be a second copy of the same mail.', tone: 'warning' };

/** Many alerts at once, the most urgent first as they come. */
export function rollupLetter({ alerts, timeZone, mayBeRepeated, now }: Extract<Message, { kind: 'rollup' }>): Letter {
  const title = `${alerts.length} hot leads`;
  const entries = alerts.map(({ lead, score, tier, reasons, assignee, respondBy, ...alert }) => ({
    ...actionOf({ ...alert, lead }),
    title: `${score} · ${nameOf(lead)}`,
    url: lead.recordUrl,
    text: [
      reasons[0] && `${reasons[0]}${asOf(alert)}`,
      `tier ${tier}`,
      `with ${assignee ?? 'nobody yet'}`,
      `respond by ${dueTime(respondBy, now, timeZone)}`,
    ]
      .filter(Boolean)
      .join('; '),
  }));
  return {
    subject: title,
    preview: alerts.map(({ lead }) => nameOf(lead)).join(', '),
    parts: [{ kind: 'title', text: title }, ...(mayBeRepeated ? [REPEATED] : []), { kind: 'entries', entries }],
  };
}

function actionOf(alert: Pick<Alert, 'controls' | 'links' | 'lead'>): { action?: Link } {
  const [action, record] = buttonsOf(alert);
  return action === undefined || record === undefined ? {} : { action };
}

/** Worth knowing; nothing has to be done. */
export function noticeLetter({ lead, company, headline, details, at, timeZone, mayBeRepeated, now }: Notice): Letter {
  const who = lead === undefined ? (company ?? 'A company') : nameOf(lead);
  return {
    subject: `${who}: ${headline}`,
    preview: details.join('; '),
    parts: [
      { kind: 'title', text: who },
      ...(mayBeRepeated ? [REPEATED] : []),
      { kind: 'text', text: headline },
      ...(details.length === 0 ? [] : [{ kind: 'list' as const, items: details }]),
      {
        kind: 'text',
        text: `${instantInWords(at, timeZone, now)}. For your information: there is no task.`,
        tone: 'quiet',
      },
      ...(lead === undefined ? [] : [{ kind: 'buttons' as const, links: [recordLink(lead)] }]),
    ],
  };
}

/** A rep's end of day, or a manager's week. */
export function digestLetter(digest: Digest): Letter {
  const { kind, title, parts, figures, notes, mayBeRepeated } = digest;
  const counts = parts.map((part) => `${part.leads.length} ${part.title.toLowerCase()}`);
  return {
    subject: `${kind === 'day' ? 'Your day' : 'The week'}: ${title}`,
    preview: [...counts, ...notes].join('; '),
    parts: [
      { kind: 'title', text: title },
      ...(mayBeRepeated ? [REPEATED] : []),
      ...notes.map((text): Part => ({ kind: 'text', text })),
      ...parts.flatMap((part) =>
        section(part.title, {
          kind: 'entries',
          entries: part.leads.map((lead) => ({
            title: `${lead.score} · ${nameOf(lead)}`,
            text: lead.text,
            ...(lead.recordUrl !== undefined && { url: lead.recordUrl }),
          })),
        }),
      ),
      ...section('Figures', {
        kind: 'rows',
        rows: figures.map(({ name, value, team }) => [name, team === undefined ? value : `${value} (team ${team})`]),
      }),
    ],
  };
}
