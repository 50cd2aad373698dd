import { holderIn } from './storyRoute.ts';
import type { StoryLine, Told, ToldWork } from './story.ts';

/** Tasks and messages that the log has no row of: what was made before it kept them, and what was given up. */
export function workLines({ work, decisions }: Told): StoryLine[] {
  const effects = decisions.flatMap((row) => (row.kind === 'effect' ? row.outcome : []));
  const logged = new Set(effects.flatMap((outcome) => [textOf(outcome, 'step'), textOf(outcome, 'task')]));
  const isLogged = ({ step, task }: ToldWork) => logged.has(step) || (task !== undefined && logged.has(task));
  return work
    .filter((one) => one.error !== undefined || !isLogged(one))
    .map(({ at, kind, text, error }) => ({
      at,
      kind,
      text: error === undefined ? text : `${text} was given up: ${error}`,
    }));
}

/** What came of a call to the outside, in words; `work` knows for whom a message was. */
export function effectInWords(outcome: unknown, { work, plain = false }: Pick<Told, 'work' | 'plain'>): string {
  const kind = textOf(outcome, 'kind');
  if (kind === 'task') return taskInWords(plain ? undefined : textOf(outcome, 'task'));
  if (kind === 'brief') return `context e-mail sent${again(textOf(outcome, 'repeated') === 'true')}`;
  if (kind === 'backup sequence') return `mail to the lead while nobody answers: ${textOf(outcome, 'outcome') ?? ''}`;
  if (kind !== 'alert') return `${kind ?? 'outside'}: ${pairsInWords(outcome)}`;
  const [channel, place] = [textOf(outcome, 'channel') ?? 'a message', textOf(outcome, 'place') ?? ''];
  const step = textOf(outcome, 'step');
  const to = step === undefined ? undefined : work.find((one) => one.step === step)?.to;
  const repeated = textOf(outcome, 'repeated') === 'true';
  return alertInWords({ channel, ...(!plain && { place }), repeated, ...(to !== undefined && { to }) });
}

/** `task` is the CRM's id. */
export function taskInWords(task: string | undefined): string {
  return `task made in the CRM${task === undefined ? '' : ` (${task})`}`;
}

/** Where it was told, and to whom it was said where that is known: "told in Slack (D1), for Ann", "told by e-mail, for Ann". */
export function alertInWords({
  channel,
  place,
  repeated,
  to,
}: {
  channel: string;
  place?: string;
  repeated: boolean;
  to?: string;
}): string {
  const who = to === undefined ? '' : `, for ${to}`;
  const where = place === undefined ? '' : ` (${place})`;
  return `told ${channelNames.get(channel) ?? `in ${channel}`}${where}${who}${again(repeated)}`;
}

const channelNames = new Map([
  ['slack', 'in Slack'],
  ['email', 'by e-mail'],
  ['teams', 'in Teams'],
]);

function again(repeated: boolean): string {
  return repeated ? ', perhaps for the second time' : '';
}

/** Who had the lead at that time, by name: a message for its assignee was for them. */
export function assigneeAt(at: number, { decisions, name }: Pick<Told, 'decisions' | 'name'>): string | undefined {
  const given = decisions.flatMap((row) => {
    if (row.at > at || !['route', 'claim', 'deed'].includes(row.kind)) return [];
    return holderIn(row.outcome) ?? [];
  });
  const last = given.at(-1);
  return last === undefined ? undefined : name(last);
}

/** "owner Ann, score 70": every plain part of something whose shape is not known here, ids of ours left out. */
export function pairsInWords(value: unknown): string {
  if (typeof value !== 'object' || value === null) return value === undefined ? 'nothing' : JSON.stringify(value);
  const said = Object.entries(value).filter(
    ([key, part]) => !unsaid.has(key) && part !== null && typeof part !== 'object',
  );
  return said.map(([key, part]) => `${key} ${part as string | number | boolean}`).join(', ') || 'nothing more is known';
}

const unsaid = new Set(['kind', 'episode', 'step', 'round']);

function textOf(value: unknown, key: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const part = (value as Record<string, unknown>)[key];
  return typeof part === 'string' || typeof part === 'boolean' || typeof part === 'number' ? `${part}` : undefined;
}
