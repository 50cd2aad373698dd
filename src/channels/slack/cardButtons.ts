import { createHash } from 'node:crypto';
import type { Control } from '../../domain/telling/controls.ts';
import type { Alert, LeadCard } from '../channel.ts';
import { type Block, plain, type Pressable } from './blocks.ts';
import { pressedValue } from './pressed.ts';

const BUTTON_URL = 3000;
const CRM_NAMES = new Map([
  ['hubspot', 'HubSpot'],
  ['salesforce', 'Salesforce'],
]);

type Pressed = Pick<Alert, 'episode' | 'controls' | 'standing' | 'now'>;
type Visible = 'claim' | 'contacted' | 'snooze' | 'release';
/** More than these, and people read none of them: grafana/oncall#4165. The link to the record is the fourth. */
const VISIBLE_AT_MOST = 3;
const visible: readonly Control[] = ['claim', 'contacted', 'snooze', 'release'] satisfies Visible[];

const SNOOZES = [
  { until: '15m', words: '15 minutes' },
  { until: '1h', words: '1 hour' },
  { until: 'tomorrow', words: 'Next working day 9:00' },
  { until: 'back', words: 'Until I’m back' },
] as const;
const AWAKE = { until: 'now', words: 'Remind me again' } as const;

const MORE: Record<Exclude<Control, Visible>, string> = {
  reassign: 'Give it to somebody…',
  not_a_fit: 'Not a fit…',
  why_hot: 'Why is it hot?',
  why_me: 'Why me?',
  timeline: 'Timeline',
};

/**
 * What the reader may do, in one row: at most three to press at once, the link to the record, and the rest in one menu.
 * The row's id names the episode and differs from state to state: Slack would keep what was chosen in the row before.
 */
export function buttonRow(alert: Alert): Block[] {
  const pressed = visibleOf(alert.controls).map((control, index) => pressable(control, alert, index === 0));
  const elements = [...pressed, openButton(alert.lead), moreMenu(alert)].filter((element) => element !== undefined);
  return elements.length === 0 ? [] : [{ type: 'actions', block_id: rowId(alert), elements }];
}

/** One of the row alone, for a lead in a list; undefined when the reader may not. */
export function buttonOf(control: Visible, alert: Pressed): Pressable | undefined {
  return alert.controls.includes(control) ? pressable(control, alert, control === 'claim') : undefined;
}

/** The menu of what is asked for less often; undefined when nothing is left for it. */
export function moreMenu({ episode, controls }: Pick<Pressed, 'episode' | 'controls'>): Pressable | undefined {
  const rest = controls.filter((control) => !isVisible(control)).slice(0, 5);
  if (rest.length === 0) return undefined;
  const options = rest.map((control) => {
    return { text: plain(MORE[control]), value: pressedValue({ episode, do: control }) };
  });
  return { type: 'overflow', action_id: 'more', options };
}

/** Undefined when Slack would refuse the whole message because of the address. */
export function openButton(lead: Pick<LeadCard, 'recordUrl' | 'crm'>): Pressable | undefined {
  const url = recordUrl(lead.recordUrl);
  return url === undefined
    ? undefined
    : { type: 'button', action_id: 'open_record', text: plain(openLabel(lead.crm)), url };
}

export function openLabel(crm: string): string {
  return `Open in ${CRM_NAMES.get(crm) ?? 'CRM'}`;
}

/** The address as Slack takes it; undefined for one that it would refuse. */
export function recordUrl(given: string): string | undefined {
  const url = URL.parse(given);
  const good = url && /^https?:$/.test(url.protocol) && url.href.length <= BUTTON_URL;
  return good ? url.href : undefined;
}

function isVisible(control: Control): control is Visible {
  return visible.includes(control);
}

function visibleOf(controls: readonly Control[]): Visible[] {
  return [...new Set(controls)].filter(isVisible).slice(0, VISIBLE_AT_MOST);
}

function pressable(control: Visible, alert: Pressed, first: boolean): Pressable {
  const { episode } = alert;
  if (control === 'snooze') return snoozeMenu(alert);
  const words = { claim: 'Claim', contacted: 'Contacted', release: 'Release' }[control];
  const value = pressedValue({ episode });
  return { type: 'button', action_id: control, text: plain(words), value, ...(first && { style: 'primary' as const }) };
}

function snoozeMenu({ episode, standing, now }: Pressed): Pressable {
  const isAsleep = (standing.snoozedUntil ?? 0) > now;
  const options = [...(isAsleep ? [AWAKE] : []), ...SNOOZES].map(({ until, words }) => ({
    text: plain(words),
    value: pressedValue({ episode, until }),
  }));
  return { type: 'static_select', action_id: 'snooze', placeholder: plain('Snooze'), options };
}

function rowId({ episode, standing, controls }: Alert): string {
  const state = createHash('sha256').update(JSON.stringify([standing, controls]));
  return `alert:${episode}:${state.digest('hex').slice(0, 12)}`;
}
