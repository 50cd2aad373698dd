import { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Who } from '../answers.ts';
import type { DeskOptions } from './appDesk.ts';
import { rememberEmails } from './appPeople.ts';
import { presserSays, type Respond, type Say } from './appSay.ts';
import { troubleInWords } from './appTrouble.ts';
import { slackClientOptions } from './client.ts';

/** Something that arrived, as Bolt hands it over. */
export type Arrived = { context: { teamId?: string }; body: unknown; respond?: Respond };

/** Somebody pressed, typed or opened something: who, where, and how they are told. */
export type Visit = {
  client: WebClient;
  team: string;
  user: string;
  /** Asks Slack for their e-mail address when it is not known yet. */
  who(): Promise<Who>;
  /** The conversation it came from; absent in the app's home and in modals opened from there. */
  channel: string | undefined;
  /** Opens one modal within 3 seconds. */
  trigger: string | undefined;
  from: 'message' | 'home' | 'modal' | 'elsewhere';
  /** Says it to this person alone; plain words, not escaped, and blocks instead where there are some. Never throws. */
  say: Say;
};

/** `doing` for the log ("claim"). `sorry` tells the presser of trouble; left out: `say`. Events: nobody waits for an answer. */
type How = { doing: string; sorry?: (text: string) => Promise<void>; quiet?: boolean };

export type Receive = (arrived: Arrived, how: How, work: (visit: Visit) => Promise<void>) => Promise<void>;

const id = z.string().min(1);
const place = z.object({ id });
const arrivedBody = z.object({
  user: place.optional(),
  user_id: id.optional(),
  event: z.object({ user: z.union([id, place.transform((user) => user.id)]).optional() }).optional(),
  channel: place.optional(),
  channel_id: id.optional(),
  container: z.object({ type: z.string().optional(), channel_id: id.optional() }).optional(),
  trigger_id: id.optional(),
  view: z.object({ type: z.string(), private_metadata: z.string().optional() }).optional(),
});
const metadata = z.object({ c: id });

const STRANGER =
  'This Slack workspace is not connected to Hot Lead Signal: ask whoever looks after it to install the app again.';
const SORRY = 'That did not work: try again in a moment.';

/**
 * Turns what arrives into a visit and does the work. Whatever is thrown ends here: told once, and the presser hears that it did
 * not work. Nothing is looked up before: whoever calls has acknowledged already, or does so in `work` and `sorry`.
 */
export function receptionOf(desk: DeskOptions): Receive {
  const emails = rememberEmails(desk.now);
  const clients = new Map<string, { token: string; client: WebClient }>();

  function clientOf(team: string, token: string): WebClient {
    const kept = clients.get(team);
    if (kept?.token === token) return kept.client;
    const client = new WebClient(token, slackClientOptions(desk));
    clients.set(team, { token, client });
    return client;
  }

  async function whoIs(
    workspace: string,
    client: WebClient,
    { team, user }: { team: string; user: string },
  ): Promise<Who> {
    const email = await emails(client, team, user);
    return { workspace, chatId: user, ...(email !== undefined && { email }) };
  }

  return async (arrived, { doing, quiet, ...how }, work) => {
    const visited = whereFrom(arrived);
    let say = presserSays({ ...visited, respond: arrived.respond }, desk.tell);
    const sorry = async (text: string) => {
      // Slack is in trouble, and that is being told.
      if (!quiet) await (how.sorry ?? say)(text).catch(() => undefined);
    };
    try {
      const [workspace, token] = await Promise.all([
        desk.teams.workspaceOf(visited.team),
        desk.teams.tokenOf(visited.team),
      ]);
      if (workspace === undefined || token === undefined) return await sorry(STRANGER);
      const client = clientOf(visited.team, token);
      say = presserSays({ ...visited, client, respond: arrived.respond }, desk.tell);
      await work({ ...visited, client, say, who: () => whoIs(workspace, client, visited) });
    } catch (error) {
      const { text, revoked, ...details } = troubleInWords(error, doing, desk.now());
      desk.tell('failed', text, { team: visited.team, ...details });
      if (revoked !== undefined) await desk.onRevoked(visited.team, revoked).catch(() => undefined);
      await sorry(SORRY);
    }
  };
}

function whereFrom({ context, body }: Arrived) {
  const read = arrivedBody.safeParse(body);
  const { user, user_id, event, channel, channel_id, container, trigger_id, view } = read.data ?? {};
  const modal = metadata.safeParse(jsonOf(view?.private_metadata)).data?.c;
  const inView = view && (view.type === 'home' ? 'home' : 'modal');
  // What only one person sees has no `message` of its own.
  const from = inView ?? (container?.type === 'message' ? 'message' : 'elsewhere');
  return {
    team: context.teamId ?? '',
    user: user?.id ?? user_id ?? event?.user ?? '',
    channel: channel?.id ?? channel_id ?? container?.channel_id ?? modal,
    trigger: trigger_id,
    from,
  } as const;
}

function jsonOf(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
