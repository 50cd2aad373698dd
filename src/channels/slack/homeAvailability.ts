import type { Home } from '../answers.ts';
import { type Block, section } from './blocks.ts';
import { presenceButton } from './homeButtons.ts';
import { mrkdwnSaying } from './saying.ts';

/** Whether new leads come to them, why, until when, and the button that says otherwise. */
export function availabilityBlocks({ availability, timeZone }: Home): Block[] {
  if (availability === undefined) return [];
  const { present, until, because } = availability;
  const words = `${present ? '🟢 New hot leads come to you' : '🌙 No new hot leads come to you'}: ${because}`;
  const text = mrkdwnSaying(until === undefined ? [words] : [`${words}, until `, { at: until }], timeZone);
  return [section(text, presenceButton(present))];
}
