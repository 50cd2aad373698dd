import { type Alert, type Message } from '../channel.ts';
import { ROLLED_UP } from '../../domain/telling/settings.ts';
import { type Block, context, firstOf, header, section, type SlackMessage } from './blocks.ts';
import { buttonOf, openButton } from './cardButtons.ts';
import { respondBy } from './cardFacts.ts';
import { hasClock, stateLines } from './cardState.ts';
import { leadLine, reasonLine } from './leadLine.ts';
import { mrkdwnSaying } from './saying.ts';
import { escaped } from './text.ts';

const NAME = 80;
const WORDS = 200;
const NAMED_IN_TEXT = 3;
/** Under what is posted again since nobody knows whether it arrived. */
export const SECOND_COPY = '⚠️ This may be a second copy of the same message';

/** Many alerts of one place as one message: a section for each lead, most urgent first as they were given. */
export function rollupMessage({ alerts, mayBeRepeated }: Extract<Message, { kind: 'rollup' }>): SlackMessage {
  const { shown, left } = firstOf(alerts, ROLLED_UP);
  const blocks: Block[] = [
    header(`🔥 ${title(alerts)}`),
    ...(mayBeRepeated ? [context(SECOND_COPY)] : []),
    ...shown.map(alertSection),
    ...(left > 0 ? [context(`and ${left} more`)] : []),
  ];
  return { text: sentence(alerts), blocks };
}

function title(alerts: Alert[]): string {
  const heat = alerts.every(({ tier }) => tier === 3) ? 'warm' : 'hot';
  return `${alerts.length} ${heat} ${alerts.length === 1 ? 'lead' : 'leads'}`;
}

function sentence(alerts: Alert[]): string {
  const { shown, left } = firstOf(alerts, NAMED_IN_TEXT);
  const names = shown.map(({ lead }) => escaped(lead.name, NAME) || 'Unnamed lead');
  return `${title(alerts)}: ${names.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

function alertSection(alert: Alert): Block {
  const { lead, score } = alert;
  const lines = [leadLine({ ...lead, score }), reasonLine(alert), stateOf(alert), escaped(alert.note ?? '', WORDS)];
  const accessory = buttonOf('claim', alert) ?? openButton(lead);
  return section(lines.filter((line) => line !== '').join('\n'), accessory);
}

/** Who has it and until when; once something came of it, that. */
function stateOf(alert: Alert): string {
  const { assignee = '', timeZone } = alert;
  const [state] = stateLines(alert);
  const who = escaped(assignee, NAME) || 'nobody yet';
  const said = state === undefined ? `Assignee: ${who}` : mrkdwnSaying(state, timeZone);
  return hasClock(alert) ? `${said} · respond by ${respondBy(alert)}` : said;
}
