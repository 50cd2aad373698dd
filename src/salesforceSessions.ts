import type { Granted, OrgGrant, OrgSession } from './crm/salesforce/oauth-grants.ts';
import { isYoung } from './crm/salesforce/oauth-session.ts';
import { Failure } from './failure.ts';

/** Sessions of one org, each asked for anew: there is nothing to keep, so that every process has its own. */
export type OwnSessions = {
  session: OrgSession;
  /** Whose they are; asks for one where there is none yet. */
  whose(): Promise<{ org: string; userId: string; instanceUrl: string }>;
  /** Why there is none: what the last asking was refused for, or that it never got an answer. Undefined once one was granted. */
  trouble(): string | undefined;
};

/** After a refusal that a person has to mend nobody asks for so long: logins are counted by the hour. */
const REST_MS = 30_000;

/** `ask` gets another session: JWT bearer or client credentials. One is asked for at a time. */
export function ownSessions(ask: () => Promise<Granted>, now: () => number): OwnSessions {
  let known: Granted | undefined;
  let failed: { failure: Failure; at: number } | undefined;
  let underWay: Promise<Granted> | undefined;

  async function asked(): Promise<Granted> {
    try {
      const given = await ask();
      failed = undefined;
      return (known = given);
    } catch (error) {
      failed = { failure: Failure.from(error), at: now() };
      throw failed.failure;
    }
  }

  async function another(): Promise<Granted> {
    if (failed?.failure.kind === 'blocked' && now() < failed.at + REST_MS) throw failed.failure;
    underWay ??= asked().finally(() => (underWay = undefined));
    return underWay;
  }

  /** One that is refused just after it was granted is given again: another would be refused, too. */
  const isGood = (grant: OrgGrant, refused: string | undefined) =>
    grant.accessToken !== refused || isYoung(grant, now());

  return {
    async session(refused) {
      const { grant } = known !== undefined && isGood(known.grant, refused) ? known : await another();
      return { accessToken: grant.accessToken, instanceUrl: grant.instanceUrl };
    },
    async whose() {
      const { org, grant } = known ?? (await another());
      return { org, userId: grant.userId, instanceUrl: grant.instanceUrl };
    },
    // What passes by itself is only of interest where nothing was ever granted.
    trouble: () => (failed?.failure.kind === 'blocked' || known === undefined ? failed?.failure.message : undefined),
  };
}
