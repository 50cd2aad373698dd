import { z } from 'zod';
import type { SlackCalls } from './calls.ts';
import { Failure } from '../../failure.ts';
import { type Found, rememberPeople } from './people.ts';

const member = z.object({
  id: z.string().min(1),
  deleted: z.boolean().optional(),
  is_bot: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
});
const foundAnswer = z.object({ user: member });
const listAnswer = z.object({
  members: z.array(member.extend({ profile: z.object({ email: z.string().optional() }).optional() })),
});

/** From so many unknown people on, the list of all members is fewer calls than asking for each (50 a minute). */
const WORTH_A_LIST = 10;
/** Slack allows 20 pages a minute. */
export const MOST_PAGES = 15;

// Slack's look-up by e-mail does not find those who were deactivated, so this may be one of them.
const nobody: Found = { because: 'no active Slack account has this e-mail' };

/** Who has which e-mail in this workspace, asked for as seldom as can be. */
export function slackMembers(calls: SlackCalls, now: () => number) {
  const people = rememberPeople(now);
  const asking = new Map<string, Promise<Found>>();

  async function found(email: string): Promise<Found> {
    const recalled = people.recall(email);
    if (recalled) return recalled;
    // A burst of alerts for one rep asks once.
    const asked = asking.get(email) ?? lookUp(email.trim()).finally(() => asking.delete(email));
    asking.set(email, asked);
    const answer = await asked;
    people.keep(email, answer);
    return answer;
  }

  async function lookUp(email: string): Promise<Found> {
    try {
      return await calls({ doing: 'looking up a rep by e-mail', writes: false }, async (client) =>
        asFound(foundAnswer.parse(await client.users.lookupByEmail({ email })).user),
      );
    } catch (error) {
      const { code } = Failure.from(error);
      if (code === 'users_not_found' || code === 'user_not_found') return nobody;
      throw error;
    }
  }

  async function meet(emails: string[]): Promise<void> {
    const strangers = emails.filter((email) => !people.recall(email));
    if (strangers.length < WORTH_A_LIST) return;
    const { members, complete } = await listMembers();
    for (const email of strangers) {
      const known = members.get(email.trim().toLowerCase());
      if (known) people.keep(email, known);
      else if (complete) people.keep(email, nobody);
    }
  }

  /** By e-mail, 200 a page as Slack asks; of a very large workspace the first MOST_PAGES only. */
  function listMembers(): Promise<{ members: Map<string, Found>; complete: boolean }> {
    return calls({ doing: 'listing the members', writes: false }, async (client) => {
      const members = new Map<string, Found>();
      let pages = 0;
      for await (const page of client.paginate('users.list', { limit: 200 })) {
        for (const each of listAnswer.parse(page).members) add(members, each.profile?.email, asFound(each));
        pages += 1;
        if (pages === MOST_PAGES) return { members, complete: false };
      }
      return { members, complete: true };
    });
  }

  return {
    findPerson: async (email: string): Promise<string | undefined> => (await found(email)).id,
    whyUnknown: (email: string): string | undefined => people.recall(email)?.because,
    meet,
    forget: (id: string): void => people.forget(id),
  };
}

/** Somebody who left may have had the address before whoever has it now. */
function add(members: Map<string, Found>, email: string | undefined, found: Found): void {
  if (email === undefined) return;
  const key = email.toLowerCase();
  if (members.get(key)?.id === undefined) members.set(key, found);
}

/** Guests see only some channels, and are often somebody else's people: a hand link says that this one is meant. */
function asFound(user: z.infer<typeof member>): Found {
  if (user.deleted) return { because: 'their Slack account is deactivated' };
  if (user.is_bot) return { because: 'the Slack account with this e-mail is a bot' };
  if (user.is_stranger) return { because: 'the Slack account with this e-mail belongs to another company' };
  if (user.is_restricted || user.is_ultra_restricted) return { because: 'they are a guest in Slack' };
  return { id: user.id };
}
