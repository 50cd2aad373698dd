import PostalMime from 'postal-mime';
import type { SlackMessage } from '../sandbox/slack/workspace.ts';
import type { DayDeed } from './dayScript.ts';
import { team } from './dayTeam.ts';
import type { DayWorld } from './dayWorld.ts';
import { PUBLIC_URL } from './world.ts';
import { until } from './until.ts';

/** Does what somebody does, as it reaches the product from outside. `record`: the lead's id in HubSpot. Answers who did it. */
export async function doDeed(world: DayWorld, record: string, deed: DayDeed): Promise<string> {
  const who = deed.by ?? holderOf(world, record);
  const { lead } = deed;
  switch (deed.do) {
    case 'calls':
      world.hubspot.logCall(record, { ownerId: world.owners.get(who) ?? '', at: world.clock.now() });
      return who;
    case 'claims by mail':
      await pressLink(world, who, lead);
      return who;
    case 'claims':
      await answered(world, () => press(world, { who, lead, actionId: 'claim' }));
      return who;
    case 'snoozes':
      await answered(world, () => press(world, { who, lead, actionId: 'snooze', value: '"until":"15m"' }));
      return who;
    case 'is contacted':
      await press(world, { who, lead, actionId: 'contacted' });
      await submit(world, who, 'contacted', { how: { how: { selected_option: { value: 'call' } } } });
      return who;
    case 'reassigns': {
      await press(world, { who, lead, actionId: 'more', value: '"do":"reassign"' });
      const modal = await modalOf(world, who, 'reassign');
      await submit(world, who, 'reassign', { to: { to: { selected_option: { value: optionFor(modal, deed.to) } } } });
      return who;
    }
    case 'says not a fit':
      await press(world, { who, lead, actionId: 'more', value: '"do":"not_a_fit"' });
      await submit(world, who, 'not_a_fit', { reason: { reason: { selected_option: { value: deed.reason } } } });
      return who;
  }
}

/** Whoever has the lead's task in HubSpot. */
function holderOf({ hubspot, owners }: DayWorld, record: string): string {
  const owner = hubspot.tasks().find(({ contactIds }) => contactIds.includes(record))?.['hubspot_owner_id'];
  const [name] = [...owners].find(([, id]) => id === owner) ?? [];
  if (name === undefined) throw new Error(`nobody has the task of contact ${record}`);
  return name;
}

type Wish = { who: string; lead: string; actionId: string; value?: string };

/** Clicks in the newest message that has such an element: their own, else what everybody sees. */
async function press(world: DayWorld, { who, lead, actionId, value }: Wish): Promise<void> {
  const { slack, slackIds, url } = world;
  const user = slackIds.get(who) ?? '';
  const channel = slack
    .messages()
    .filter((one) => ![...slackIds.values()].some((id) => slack.messages(id).includes(one)));
  const has = ({ blocks, ephemeralFor }: SlackMessage) => {
    const json = JSON.stringify(blocks);
    return ephemeralFor === undefined && json.includes(lead) && json.includes(`"action_id":"${actionId}"`);
  };
  const card = slack.messages(user).findLast(has) ?? channel.findLast(has);
  if (card === undefined) throw new Error(`${who} sees no ${actionId} for ${lead}`);
  const chosen = value === undefined ? undefined : valuesIn(card.blocks).find((each) => each.includes(value));
  const click = { user, channel: card.channel, ts: card.ts, actionId, ...(chosen !== undefined && { value: chosen }) };
  const { status } = await slack.interact(`${url}/slack/events`, click);
  if (status !== 200) throw new Error(`the press of ${actionId} for ${lead} was answered ${status}`);
}

function modalOf({ slack, slackIds }: DayWorld, who: string, id: string) {
  const user = slackIds.get(who);
  return until(
    () => slack.views().find((view) => view.user === user && view.content['callback_id'] === id),
    `the modal ${id} before ${who}`,
  );
}

async function submit(world: DayWorld, who: string, id: string, values: Record<string, unknown>): Promise<void> {
  const { id: viewId, user } = await modalOf(world, who, id);
  await answered(world, () => world.slack.submit(`${world.url}/slack/events`, { user, viewId, values }));
}

/** Presses are acknowledged before they are done: done is when the presser is answered, in a modal that had to wait there. */
async function answered({ slack, told }: DayWorld, act: () => Promise<unknown>): Promise<void> {
  const answers = () =>
    slack.messages().filter(({ ephemeralFor }) => ephemeralFor !== undefined).length +
    slack.views().filter(({ content }) => content['callback_id'] === 'lines' && !isPatience(content)).length;
  const before = answers();
  await act();
  await until(
    () => answers() > before,
    () => `an answer to a press; told:\n${told.slice(-5).join('\n')}`,
  );
}

function isPatience(content: Record<string, unknown>): boolean {
  return JSON.stringify(content).includes('One moment');
}

/** The value of the option of somebody's name. */
function optionFor({ content }: { content: Record<string, unknown> }, name: string): string {
  const options = new RegExp(`"text":"${name}[^"]*"[^{}]*},"value":"([^"]+)"`).exec(JSON.stringify(content));
  if (options?.[1] === undefined) throw new Error(`${name} is not to be chosen in ${JSON.stringify(content)}`);
  return options[1];
}

function valuesIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(valuesIn);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) =>
    name === 'value' && typeof value === 'string' ? [value] : valuesIn(value),
  );
}

/** Opens the link of the newest mail that has one, and confirms on the page behind it. */
async function pressLink({ mail, url }: DayWorld, who: string, lead: string): Promise<void> {
  const address = team.find(({ name }) => name === who)?.email;
  const letters = await Promise.all(mail.mails(address).map(({ raw }) => PostalMime.parse(raw)));
  const letter = letters.findLast(({ text = '' }) => text.includes(lead) && text.includes('Claim it: '));
  const link = /Claim it: (\S+)/.exec(letter?.text ?? '')?.[1];
  if (link === undefined) throw new Error(`${who} has no mail to claim ${lead} by`);
  const here = link.replace(PUBLIC_URL, url);
  const page = await (await fetch(here)).text();
  const nonce = /name="nonce" value="([^"]+)"/.exec(page)?.[1];
  if (nonce === undefined) throw new Error(`the page behind the link asks for nothing:\n${page}`);
  const { status } = await fetch(here, { method: 'POST', body: new URLSearchParams({ nonce }) });
  if (status !== 200) throw new Error(`the claim by mail for ${lead} was answered ${status}`);
}
