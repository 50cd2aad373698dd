import type { Installations, Installed } from './installations.ts';

/** The same, asked again only after a moment or a change; `forget` asks at once. */
export type RememberedInstallations = Installations & { forget: () => void };

/** A press asks for its team twice. So soon, too, what another process changed is seen here. */
const REMEMBERED_MS = 10_000;

/** Remembers what was read last of each team and workspace. */
export function rememberInstallations(kept: Installations, now: () => number): RememberedInstallations {
  const answers = new Map<string, { at: number; answer: Promise<Installed | undefined> }>();
  const forget = () => answers.clear();

  function recall(key: string, ask: () => Promise<Installed | undefined>): Promise<Installed | undefined> {
    const known = answers.get(key);
    if (known !== undefined && now() - known.at < REMEMBERED_MS) return known.answer;
    const asked = { at: now(), answer: ask() };
    answers.set(key, asked);
    const drop = () => answers.get(key) === asked && answers.delete(key);
    // What could not be read is asked again at once; so is what is not there: another process may have installed it by now, and
    // an alert that does not find it waits for minutes.
    asked.answer.then((found) => found === undefined && drop(), drop);
    return asked.answer;
  }

  async function changing<T>(change: Promise<T>): Promise<T> {
    return change.finally(forget);
  }

  return {
    forget,
    ofTeam: (team) => recall(`team ${team}`, () => kept.ofTeam(team)),
    ofWorkspace: (workspace) => recall(`for ${workspace}`, () => kept.ofWorkspace(workspace)),
    save: (installed) => changing(kept.save(installed)),
    renew: (installed) => changing(kept.renew(installed)),
    revoke: (team, because) => changing(kept.revoke(team, because)),
    revive: (installed) => changing(kept.revive(installed)),
  };
}
