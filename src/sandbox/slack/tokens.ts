import { Refusal } from './method.ts';

type Grant = {
  team: string;
  scopes: ReadonlySet<string>;
  until: number;
  refused?: 'token_revoked' | 'account_inactive';
};

/** Every bot token there ever was. Time is `now`, in epoch ms. */
export function tokenBook(now: () => number) {
  const grants = new Map<string, Grant>();

  /** The team and scopes of a token; throws Slack's refusal of one that is none or not any more. */
  function read(token: string): Grant {
    const grant = grants.get(token);
    if (!grant) throw new Refusal('invalid_auth');
    if (grant.refused) throw new Refusal(grant.refused);
    if (now() >= grant.until) throw new Refusal('token_expired');
    return grant;
  }

  return {
    read,
    add: (token: string, team: string, scopes: Iterable<string>, until = Infinity) =>
      void grants.set(token, { team, scopes: new Set(scopes), until }),
    revoke(token: string): void {
      const grant = grants.get(token);
      if (grant) grant.refused = 'token_revoked';
    },
    /** All of a team: it uninstalled the app. */
    end(team: string): void {
      for (const grant of grants.values()) if (grant.team === team) grant.refused ??= 'account_inactive';
    },
  };
}

export type TokenBook = ReturnType<typeof tokenBook>;
