import type { DeskOptions } from './appDesk.ts';
import { refusalOf, troubleInWords } from './appTrouble.ts';
import type { Visit } from './appVisit.ts';
import { homeView } from './home.ts';

/** People whose open homes are remembered; more than that, and the memory begins anew. */
const MOST = 20_000;

export type Homes = ReturnType<typeof homesOf>;

/** The app's home of each person. */
export function homesOf({ answers, now, tell }: DeskOptions) {
  const seen = new Set<string>();

  async function publish(visit: Visit, hash?: string): Promise<void> {
    const view = homeView(await answers.home(await visit.who()));
    await visit.client.views.publish({ user_id: visit.user, view, ...(hash !== undefined && { hash }) });
  }

  return {
    /** `hash` of the view they look at: when another took its place meanwhile, what is now is shown once more. */
    async open(visit: Visit, hash?: string): Promise<void> {
      if (seen.size >= MOST) seen.clear();
      seen.add(keyOf(visit));
      await publish(visit, hash).catch(async (error: unknown) => {
        if (refusalOf(error) !== 'hash_conflict') throw error;
        await publish(visit);
      });
    },
    /** After something they did; whoever has not opened it since the start sees it when they do. Never throws. */
    async refresh(visit: Visit): Promise<void> {
      if (visit.from !== 'home' && !seen.has(keyOf(visit))) return;
      await publish(visit).catch((error: unknown) => {
        const { text, ...details } = troubleInWords(error, 'showing the home again', now());
        tell('failed', text, { team: visit.team, ...details });
      });
    },
  };
}

function keyOf({ team, user }: Visit): string {
  return `${team} ${user}`;
}
