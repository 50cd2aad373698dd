import { asksForDemo, named, publishRouting, quiet, told } from './pipelineForTests.ts';
import type { World } from './testing/world.ts';

/** Each covers for the one before; Max is the manager, and in Slack only. Answers where Max reads. */
export async function withBackups(world: World): Promise<string> {
  const email = (name: string) => `${name}@acme.example`;
  await publishRouting(world, {
    routing: {
      people: {
        [email('ann')]: { backup: email('bob') },
        [email('bob')]: { backup: email('cy') },
        [email('cy')]: { backup: email('ann') },
      },
      coverage: { managers: [email('max')] },
    },
  });
  return world.slack.addUser({ email: email('max'), name: 'Max Manager', tz: 'UTC' }).id;
}

/** Somebody is hot, has a rep, and nothing more is to do. */
export async function hotLead(world: World, values: Record<string, string> = {}): Promise<{ id: string; max: string }> {
  const max = await withBackups(world);
  const id = asksForDemo(world, 'ada', values);
  await told(world);
  await quiet(world);
  return { id, max };
}

/** Who covers for them. */
export function backupOf(world: World, holder: { name: string }): World['reps'][number] {
  const next = { 'Ann Rep': 'Bob', 'Bob Rep': 'Cy', 'Cy Rep': 'Ann' }[holder.name] ?? '';
  return named(world, next);
}

/** How many messages each of these has, by Slack id. */
export function counts(world: World, ...places: string[]): number[] {
  return places.map((place) => world.slack.messages(place).length);
}

type RoundRow = {
  round: number;
  contacted_at: number | null;
  contact_kind: string | null;
  claimed_at: number | null;
  closed_as: string | null;
  rep: string | null;
  working_ms: number | null;
};

/** The clocks, oldest first. */
export function rounds(world: World): Promise<RoundRow[]> {
  return world.rows<RoundRow>(
    `select round, contacted_at, contact_kind, claimed_at, closed_as, r.name as rep, working_ms
     from rounds left join reps r on r.id = contact_rep order by started_at, round`,
  );
}
