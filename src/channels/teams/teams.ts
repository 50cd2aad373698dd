import { Failure } from '../../failure.ts';
import type { Channel, Message, Place, Posted } from '../channel.ts';
import { teamsMessage } from './card.ts';
import { noAnswer, refusedBy } from './failure.ts';

type Options = {
  /** The address of a workflow that posts into one channel: a secret, whoever has it may post. */
  url: string;
  now: () => number;
  /** 10 s when left out. */
  timeoutMs?: number;
};

const PLACE: Place = { kind: 'channel', id: 'teams' };

/**
 * One channel of Microsoft Teams, through a workflow "When a Teams webhook request is received". It takes messages and gives
 * nothing back: nobody is found in it, nothing is changed, and that a card was refused only its workflow's own history shows.
 */
export function teamsChannel(options: Options): Channel {
  async function post(message: Message, place: Place): Promise<Posted> {
    if (place.kind === 'person')
      throw Failure.permanent('teams: a workflow posts to its channel only, not to a person');
    const response = await send(options, JSON.stringify(teamsMessage(message)));
    await response.body?.cancel();
    if (!response.ok) throw refusedBy(response, options.now());
    // There is no id of the message; that of the workflow's run finds it in the workflow's history.
    return { place: PLACE.id, message: response.headers.get('x-ms-workflow-run-id') ?? `at ${options.now()}` };
  }

  return { kind: 'teams', shared: PLACE, findPerson: async () => undefined, meet: async () => undefined, post };
}

/** The address stays out of what is thrown: it is the key to the channel. */
async function send({ url, timeoutMs = 10_000 }: Options, body: string): Promise<Response> {
  try {
    const headers = { 'content-type': 'application/json' };
    const signal = AbortSignal.timeout(timeoutMs);
    return await fetch(url, { method: 'POST', redirect: 'manual', headers, body, signal });
  } catch (error) {
    throw noAnswer(error);
  }
}
