import { Failure } from '../../failure.ts';
import type { Message } from '../channel.ts';
import type { SlackMessage } from './blocks.ts';
import { alertMessage, alertText } from './card.ts';
import { digestMessage } from './digest.ts';
import { noticeMessage } from './notice.ts';
import { digestText, noticeText, rollupText } from './plainText.ts';
import { rollupMessage } from './rollup.ts';

/** A message as Slack takes it; `text` is what a notification shows. */
export function shaped(message: Message): SlackMessage {
  if (message.kind === 'alert') return alertMessage(message.alert);
  if (message.kind === 'rollup') return rollupMessage(message);
  if (message.kind === 'notice') return noticeMessage(message.notice);
  if (message.kind === 'digest') return digestMessage(message.digest);
  return refuseBrief();
}

/** The same without blocks, at most 4,000 characters: what is sent when Slack refuses the blocks. */
export function plainText(message: Message): string {
  if (message.kind === 'alert') return alertText(message.alert);
  if (message.kind === 'rollup') return rollupText(message);
  if (message.kind === 'notice') return noticeText(message.notice);
  if (message.kind === 'digest') return digestText(message.digest);
  return refuseBrief();
}

function refuseBrief(): never {
  throw Failure.permanent('slack: a brief is an e-mail, and is never posted', { code: 'not_for_slack' });
}
