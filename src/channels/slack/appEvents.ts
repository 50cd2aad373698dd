import { z } from 'zod';
import type { DeskOptions } from './appDesk.ts';
import type { Homes } from './appHome.ts';
import { troubleInWords } from './appTrouble.ts';
import type { Arrived, Receive } from './appVisit.ts';

const opened = z.object({
  event: z.object({ tab: z.string().default('home'), view: z.object({ hash: z.string().optional() }).nullish() }),
});
const person = z.string().min(1);
const ofSomebody = z.object({
  event: z.object({ user: z.union([person, z.object({ id: person }).transform(({ id }) => id)]) }),
});
const revoked = z.object({ event: z.object({ tokens: z.object({ bot: z.array(z.string()).default([]) }) }) });

/** What Slack's events do. Slack sends them again when in doubt: each is safe twice. Acknowledged already; none throws. */
export function eventsOf(desk: DeskOptions, homes: Homes, receive: Receive) {
  async function guarded({ context }: Arrived, doing: string, work: (team: string) => Promise<void>): Promise<void> {
    const { teamId: team = '' } = context;
    try {
      await work(team);
    } catch (error) {
      const { text, revoked: _revoked, ...details } = troubleInWords(error, doing, desk.now());
      desk.tell('failed', text, { team, ...details });
    }
  }

  return {
    async homeOpened(arrived: Arrived): Promise<void> {
      const { event } = opened.safeParse(arrived.body).data ?? {};
      if (event?.tab !== 'home') return;
      const how = { doing: 'the opening of the home', quiet: true };
      await receive(arrived, how, (visit) => homes.open(visit, event.view?.hash));
    },
    /** A status, a pause of notifications: of everyone in the team, so nothing is asked of Slack here. */
    async statusChanged(arrived: Arrived): Promise<void> {
      const { event } = ofSomebody.safeParse(arrived.body).data ?? {};
      if (event === undefined) return;
      await guarded(arrived, 'a change of status', async (team) => {
        const workspace = await desk.teams.workspaceOf(team);
        if (workspace !== undefined) await desk.answers.statusChanged(workspace, event.user);
      });
    },
    async uninstalled(arrived: Arrived): Promise<void> {
      await guarded(arrived, 'an uninstallation', (team) => desk.onRevoked(team, 'app_uninstalled'));
    },
    /** People's own tokens are none of ours. */
    async tokensRevoked(arrived: Arrived): Promise<void> {
      const { event } = revoked.safeParse(arrived.body).data ?? {};
      if (event === undefined || event.tokens.bot.length === 0) return;
      await guarded(arrived, 'a revocation of tokens', (team) => desk.onRevoked(team, 'tokens_revoked'));
    },
  };
}
