import type { Who } from '../channels/answers.ts';
import type { Channel } from '../channels/channel.ts';
import type { Mail } from '../channels/mail.ts';
import type { HookSender } from '../channels/hooks.ts';
import type { Control } from '../domain/telling/controls.ts';
import type { Crm } from '../crm/crm.ts';
import type { Due } from '../store/due.ts';
import type { NewStep, StepKind } from '../store/steps.ts';
import type { Rows, Store } from '../store/store.ts';
import type { Deciding } from './deciding.ts';

/** One customer's installation, ready to work. */
export type Workspace = {
  id: string;
  crm: Crm;
  /** The ways to reach people, the one they read first; the next takes over where it cannot. */
  channels: Channel[];
  /** Mail to leads and the context e-mail; absent when none is configured. */
  mail?: Mail;
  /** The address of a page that asks to confirm a deed; absent without PUBLIC_URL and SECRET_KEY. */
  linkTo?: (link: { episode: string; do: Control; who: Who }) => string;
  /** Delivers what happened to those who asked for it. */
  hooks?: HookSender;
  /** The settings that decide now. Asked in the transaction that decides by them. */
  deciding: (rows: Rows) => Promise<Deciding>;
  /** When the workspace began: heat from before it is history. */
  watchingSince: number;
  /** The zone of readers whose own is unknown. */
  timeZone: string;
  /** The CRM's task queue of a rep, by lower-case e-mail, where one is configured. */
  taskQueues: Record<string, string>;
};

export type Parts = {
  store: Store;
  workspaces: ReadonlyMap<string, Workspace>;
  /** Wakes a worker for due rows; losing it only delays. */
  hint: (work: Due) => Promise<void>;
  now: () => number;
  chance: () => number;
  newId: () => string;
  /** One line a step, for people and for machines. `details` never holds a person's data. */
  /** True once the process is to end: no further batch is begun. */
  stopping: () => boolean;
  tell: (step: string, text: string, details?: Record<string, unknown>) => void;
};

export type JobKind = StepKind | 'score' | 'write';

/** A workspace's timers, each with one row for ever; the subject is also the name of its cursor, where it keeps one. */
export function timersOf(crm: Crm['kind'], dueAt: number): NewStep[] {
  const timer = (kind: StepKind, key: string): NewStep => ({ kind, key, subject: key, dueAt });
  return [
    timer('prepare', preparedCursor(crm)),
    timer('reps', `reps:${crm}`),
    timer('pull', `pull:${crm}`),
    timer('deals', `deals:${crm}`),
    timer('tidy', 'tidy'),
    timer('digests', 'digests'),
    timer('statuses', 'statuses'),
  ];
}

/** When what nobody waits for is done, so that much of it goes together: at the CRM's next pace, or at once where it has none. */
export function gatheredAt({ crm }: Workspace, now: number, everyMs = crm.pace?.scoresMs ?? 0): number {
  return everyMs > 0 ? (Math.floor(now / everyMs) + 1) * everyMs : now;
}

/** The cursor that is there once the CRM has what the product writes to. */
export function preparedCursor(crm: Crm['kind']): string {
  return `prepare:${crm}`;
}

/** Hints at rows of a kind, when there are any: one job finds them all. */
export async function wake(parts: Parts, workspace: string, kind: JobKind, ids: string[]): Promise<void> {
  const [id] = ids;
  if (id !== undefined) await parts.hint({ workspace, kind, id });
}
