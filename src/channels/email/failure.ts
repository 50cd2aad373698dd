import { Failure } from '../../failure.ts';

/** What nodemailer says of a failure. */
type SmtpError = Error & {
  code?: string;
  /** The system's own code, where nodemailer put its own in `code`. */
  originalCode?: string;
  responseCode?: number;
  response?: string;
  command?: string;
};

/** Where the server stopped, and what to do about it there. */
const REFUSALS: Record<string, { code: string; kind: 'permanent' | 'blocked'; message: string }> = {
  'RCPT TO': { code: 'mailbox', kind: 'permanent', message: 'refuses the recipient: correct their e-mail address' },
  'MAIL FROM': {
    code: 'sender',
    kind: 'blocked',
    message: 'refuses the sender: correct MAIL_FROM, or user and password in SMTP_URL',
  },
  DATA: { code: 'refused', kind: 'permanent', message: 'refuses the message: ask whoever runs the server why' },
};

/**
 * What to do about anything that sending threw. `begun`: the server was asked to take the message itself, so that without its
 * answer nobody knows whether it did. What a server says in its own words is never quoted: it may hold an address.
 */
export function mailFailure(error: unknown, { begun }: { begun: boolean }): Failure {
  if (error instanceof Failure) return error;
  const { code = '', originalCode = '', responseCode, command = '' } = error as SmtpError;
  if (code === 'ETLS' || code === 'EREQUIRETLS' || /CERT|TLS|SSL/.test(originalCode)) return insecure(error);
  if (/^(EAUTH|ENOAUTH|EOAUTH2)$/.test(code) && !isPassing(responseCode)) return noLogin(error);
  if (isPassing(responseCode)) return busy(error);
  if (responseCode !== undefined && responseCode >= 500) return refused(error, command);
  if (code === 'EENVELOPE') return Failure.permanent('mail: the address is none', { cause: error, code: 'mailbox' });
  if (code === 'EMESSAGE')
    return Failure.permanent('mail: the server takes no message of this size', { cause: error, code: 'refused' });
  if (begun) {
    const message = 'mail: the server took the message and gave no answer; it may have been sent';
    return Failure.retry(message, { cause: error, code: 'no_answer', outcomeUnknown: true });
  }
  const message = 'mail: the server cannot be reached: check the network and SMTP_URL';
  return Failure.retry(message, { cause: error, code: 'unreachable' });
}

/** A reply of the 4yz kind, and 503, which is about the session and not about the message: RFC 5321, 4.2.1. */
function isPassing(responseCode: number | undefined): boolean {
  return responseCode === 503 || (responseCode !== undefined && responseCode >= 400 && responseCode < 500);
}

function busy(error: unknown): Failure {
  return Failure.retry(`mail: the server takes nothing now${said(error)}`, { cause: error, code: 'busy' });
}

function refused(error: unknown, command: string): Failure {
  const refusal = REFUSALS[command] ?? {
    code: 'unwelcome',
    kind: 'blocked',
    message: 'does not want to talk: check SMTP_URL, and whether this machine may use it',
  };
  return Failure[refusal.kind](`mail: the server${said(error)} ${refusal.message}`, {
    cause: error,
    code: refusal.code,
  });
}

function noLogin(error: unknown): Failure {
  const message = `mail: the server refuses the login${said(error)}: correct user and password in SMTP_URL`;
  return Failure.blocked(message, { cause: error, code: 'login' });
}

function insecure(error: unknown): Failure {
  const message =
    'mail: no safe connection to the server: its certificate does not fit the host in SMTP_URL, or it has no TLS on this port';
  return Failure.blocked(message, { cause: error, code: 'tls' });
}

/** " (550 5.1.1)": the server's codes, without its words. */
function said(error: unknown): string {
  const { responseCode, response = '' } = error as SmtpError;
  const [, detail] = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response) ?? [];
  return responseCode === undefined ? '' : ` (${[responseCode, detail].filter(Boolean).join(' ')})`;
}
