import { type FiguresAnswer, figuresOfDays } from '../pipeline/figuresOfDays.ts';
import type { Worked } from '../pipeline/worked.ts';
import type { Db } from '../store/db.ts';
import { openStore } from '../store/store.ts';

/** See `figuresOfDays`. */
export function figuresNow(
  db: Db,
  workspace: string,
  asked: { days: number; now: number; timeZone: string; worked?: Worked },
): Promise<FiguresAnswer> {
  return figuresOfDays(openStore(db), workspace, asked);
}
