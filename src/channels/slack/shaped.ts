import { Failure } from '../../failure.ts';
import type { Message } from '../channel.ts';
import type { SlackMessage } from './blocks.ts';
import { cardOf, textOfCard } from './calling.ts';
import { digestMessage } from './digest.ts';
import { isShort, reminderMessage, reminderText } from './reminder.ts';
import { noticeMessage } from './notice.ts';
import { digestText, noticeText, rollupText } from './plainText.ts';
import { rollupMessage } from './rollup.ts';

/** A message as Slack takes it; `text` is what a notification shows. */
export function shaped(message: Message): SlackMessage {
  if (message.kind === 'alert') return isShort(message.alert) ? reminderMessage(message.alert) : cardOf(message.alert);
  if (message.kind === 'rollup') return rollupMessage(message);
  if (message.kind === 'notice') return noticeMessage(message.notice);
  if (message.kind === 'digest') return digestMessage(message.digest);
  return refuseBrief();
}

/** The same without blocks, at most 4,000 characters: what is sent when Slack refuses the blocks. */
export function plainText(message: Message): string {
  if (message.kind === 'alert') return isShort(message.alert) ? reminderText(message.alert) : textOfCard(message.alert);
  if (message.kind === 'rollup') return rollupText(message);
  if (message.kind === 'notice') return noticeText(message.notice);
  if (message.kind === 'digest') return digestText(message.digest);
  return refuseBrief();
}

function refuseBrief(): never {
  throw Failure.permanent('slack: a brief is an e-mail, and is never posted', { code: 'not_for_slack' });
}
