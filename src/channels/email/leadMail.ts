import { Failure } from '../../failure.ts';
import type { LeadMail, Mail } from '../mail.ts';
import { letterLines } from './leadMailHtml.ts';
import { mailHost } from './mailHost.ts';
import { oneLine } from './oneLine.ts';
import type { Smtp } from './smtp.ts';

const NAME = 100;
const SUBJECT = 150;

/**
 * Mail to leads over the same server: as one person writes to another, with the rep as the one who gets the answer. It says that
 * a program sent it, so that no program answers; it does not say `X-Auto-Response-Suppress`, since the rep wants to know of an
 * absence.
 */
export function mailToLeads(options: { smtp: Smtp; from: string; publicHost?: string; now: () => number }): Mail {
  const { smtp, from, publicHost, now } = options;
  const host = mailHost(from, publicHost);
  return {
    async send({ id, to, replyTo, subject, text, button }: LeadMail) {
      if (!/^[^\s@<>,;]+@[^\s@<>,;]+$/.test(to.email))
        throw Failure.permanent('mail: the address of the lead is none', { code: 'mailbox' });
      await smtp.send({
        from: replyTo === undefined ? from : inTheNameOf(replyTo.name, from),
        to: { name: oneLine(to.name ?? '', NAME), address: to.email },
        ...(replyTo !== undefined && { replyTo: { name: oneLine(replyTo.name, NAME), address: replyTo.email } }),
        subject: oneLine(subject, SUBJECT),
        ...letterLines(text, button),
        messageId: `<${id.replace(/[^\w.-]/g, '-')}@${host}>`,
        date: new Date(now()),
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    },
  };
}

/** The rep's name with the installation's own address, which alone the server may send for. */
function inTheNameOf(name: string, from: string): string {
  const address = /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from;
  const shown = oneLine(name, NAME).replace(/["\\<>]/g, '');
  return shown === '' ? from : `"${shown}" <${address}>`;
}
