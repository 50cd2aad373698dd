import { z } from 'zod';
import { type NoticeKind, noticeKinds, paces, type Preferences } from '../domain/telling/preferences.ts';
import { json, type Tx } from './db.ts';

const localTime = z.number().int().min(0).max(1_439);
const pace = z.enum(paces);
const schema = z.object({
  notices: z
    .object(
      Object.fromEntries(noticeKinds.map((kind) => [kind, pace.exactOptional()])) as Record<NoticeKind, PaceOrNone>,
    )
    .exactOptional(),
  alerts: z.record(z.string(), z.enum(['now', 'digest'])).exactOptional(),
  quiet: z.object({ from: localTime, to: localTime }).exactOptional(),
  digestAt: localTime.exactOptional(),
}) satisfies z.ZodType<Preferences>;
type PaceOrNone = z.ZodExactOptional<typeof pace>;

/** What a rep chose, out of the database; what cannot be understood any more is as if it was never chosen. */
export function preferencesFrom(stored: unknown): Preferences {
  const whole = schema.safeParse(stored);
  if (whole.success) return whole.data;
  if (typeof stored !== 'object' || stored === null) return {};
  const parts = Object.entries(stored).flatMap(([name, value]) => {
    const part = schema.safeParse({ [name]: value });
    return part.success ? [part.data] : [];
  });
  return Object.assign({}, ...parts) as Preferences;
}

/** Keeps all that a rep chose in place of what they chose before. Safe twice. */
export async function savePreferences(tx: Tx, workspace: string, rep: string, preferences: Preferences): Promise<void> {
  await tx.query('update reps set preferences = $3 where workspace = $1 and id = $2', [
    workspace,
    rep,
    json(schema.parse(preferences)),
  ]);
}
