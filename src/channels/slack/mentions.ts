import type { Alert } from '../channel.ts';
import { hasClock } from './cardState.ts';

/** More than these is nobody in particular. */
const MOST = 10;
const PERSON = /^[UW][A-Z0-9]{2,30}$/;

/** Calls these people, while something is to be done; '' when nobody is. Anything that is no id of a person is left out. */
export function mentions(alert: Pick<Alert, 'mention' | 'standing' | 'fyi'>): string {
  const { mention = [] } = alert;
  if (!hasClock(alert)) return '';
  const people = mention.filter((id) => PERSON.test(id)).slice(0, MOST);
  return people.map((id) => `<@${id}>`).join(' ');
}
