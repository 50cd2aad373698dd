import { limiter } from './limits.ts';
import { Refusal } from './method.ts';
import type { Installable } from './oauth.ts';
import { openTeam, type Ground, type SlackTeam } from './team.ts';
import { newWorkspace } from './workspace.ts';

/** A rotating token lives so long, in seconds: docs.slack.dev/authentication/using-token-rotation */
const ROTATES_AFTER_S = 43_200;

type Options = Ground & {
  now: () => number;
  issue: () => number;
  /** Whether calls that come too fast are refused. */
  limited: boolean;
  /** Whether tokens of installations expire. */
  rotating: boolean;
};

/** Every team of the sandbox, by its id. */
export function openTeams(options: Options) {
  const { now, issue } = options;
  const teams = new Map<string, ReturnType<typeof opened>>();

  function opened(given: { id: string; name: string }) {
    const domain = teams.size === 0 ? 'sandbox' : `sandbox-${given.id.toLowerCase()}`;
    const team = openTeam(newWorkspace({ domain, ...given }, now, false, issue), options);
    return { ...team, limits: options.limited ? limiter(now) : undefined, consent: consentOf(team, options) };
  }

  return {
    get: (id: string) => teams.get(id),
    add(given: { id: string; name: string }): SlackTeam {
      if (teams.has(given.id)) throw new Error(`there is a team ${given.id} already`);
      const added = opened(given);
      teams.set(given.id, added);
      return added.team;
    },
    /** The team of a token, and what the token may do; throws Slack's refusal of a token that is good for nothing. */
    callerOf: (token: string) => {
      const { team, scopes } = options.tokens.read(token);
      const found = teams.get(team);
      if (!found) throw new Refusal('team_not_found');
      return { ...found, scopes };
    },
    /** As the consent page offers them. */
    consents: () => [...teams.values()].map(({ consent }) => consent),
  };
}

function consentOf(
  { team, workspace, install }: ReturnType<typeof openTeam>,
  { now, issue, rotating }: Pick<Options, 'now' | 'issue' | 'rotating'>,
): Installable {
  const { users, bot, addUser } = workspace;
  const someone = () => [...users.values()].find(({ isBot }) => !isBot) ?? addUser({ name: 'Admin' });
  return {
    team: { id: workspace.team.id, name: workspace.team.name },
    botUser: bot.id,
    installer: () => someone().id,
    install(scopes) {
      // Installed twice it is the same token, until it is removed; a rotating one is another every time.
      const token = team.token !== '' && !rotating ? team.token : `xoxb-${workspace.team.id}-${issue()}`;
      install(token, scopes, rotating ? now() + ROTATES_AFTER_S * 1_000 : undefined);
      return rotating ? { token, refreshToken: `xoxe-1-${issue()}`, expiresIn: ROTATES_AFTER_S } : { token };
    },
  };
}
