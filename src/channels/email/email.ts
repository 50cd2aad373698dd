import { Failure } from '../../failure.ts';
import type { Channel, Message, Place, Posted } from '../channel.ts';
import { alertLetter } from './alertLetter.ts';
import { briefLetter } from './briefLetter.ts';
import type { Letter } from './letter.ts';
import { letterHtml } from './letterHtml.ts';
import { letterText } from './letterText.ts';
import { digestLetter, noticeLetter, rollupLetter } from './listLetters.ts';
import { mailHost } from './mailHost.ts';
import { mailName } from './messageId.ts';
import { oneLine } from './oneLine.ts';
import type { Smtp } from './smtp.ts';

type Options = {
  smtp: Smtp;
  /** The sender: an address, or a name with one in angle brackets. */
  from: string;
  /** The host of this installation's public address, which names its mails; the sender's own when left out. */
  publicHost?: string;
  now: () => number;
  /** The address at which this reader ends the digests by one POST; digests without one have no such header. */
  unsubscribeLink?: (email: string) => string | undefined;
};

const SUBJECT = 150;
const ADDRESS = /^[^\s@<>,;:"()[\]\\]{1,64}@[^\s@<>,;:"()[\]\\]+\.[^\s@<>,;:"()[\]\\.]+$/;

/**
 * E-mail as a channel: a person is their address, and what was sent cannot be changed. It has no place for everybody; a
 * mailing list is a place of kind `channel` with the list's address.
 */
export function mailChannel({ smtp, from, publicHost, now, unsubscribeLink }: Options): Channel {
  const host = mailHost(from, publicHost);

  async function post(message: Message, { id }: Place): Promise<Posted> {
    if (!ADDRESS.test(id)) throw Failure.permanent('mail: the address of the recipient is none', { code: 'mailbox' });
    const letter = letterOf(message);
    const name = mailName(message, id.toLowerCase());
    const unsubscribe = message.kind === 'digest' ? unsubscribeLink?.(id) : undefined;
    const messageId = `<${name.id}@${host}>`;
    const thread = name.thread === undefined ? undefined : `<${name.thread}@${host}>`;
    await smtp.send({
      from,
      to: { name: '', address: id },
      subject: oneLine(letter.subject, SUBJECT),
      text: letterText(letter),
      html: letterHtml(letter),
      messageId,
      date: new Date(now()),
      ...(thread !== undefined && { references: thread, inReplyTo: thread }),
      ...(unsubscribe !== undefined && { list: { unsubscribe } }),
      headers: {
        // RFC 3834, 5; the other keeps Exchange from answering with absences.
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        'X-Entity-Ref-ID': name.thread ?? name.id,
        ...(unsubscribe !== undefined && { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
      },
    });
    return { place: id, message: messageId };
  }

  return {
    kind: 'email',
    findPerson: (email) => Promise.resolve(ADDRESS.test(email.trim()) ? email.trim() : undefined),
    meet: () => Promise.resolve(),
    post,
  };
}

/** What a message says, before it is a mail. */
function letterOf(message: Message): Letter {
  switch (message.kind) {
    case 'alert':
      return alertLetter(message.alert);
    case 'rollup':
      return rollupLetter(message);
    case 'notice':
      return noticeLetter(message.notice);
    case 'digest':
      return digestLetter(message.digest);
    case 'brief':
      return briefLetter(message.brief);
  }
}
