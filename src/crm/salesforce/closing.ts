import { beforeClosing } from '../closing.ts';
import type { Described, Org, Sent } from './org.ts';

/** `Org.describe` within the time of an operation: it is shared by all who ask, and has no end of its own. */
export function describeIn(org: Org, { closing }: Omit<Sent, 'what'>, object: string): Promise<Described | undefined> {
  return beforeClosing('salesforce', { what: `describe ${object}`, ...(closing && { closing }) }, () =>
    org.describe(object),
  );
}

/** `Org.userId` within the time of an operation. */
export function userIdIn(org: Org, { closing }: Omit<Sent, 'what'>): Promise<string> {
  return beforeClosing('salesforce', { what: 'ask who we are', ...(closing && { closing }) }, () => org.userId());
}
