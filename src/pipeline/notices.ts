import type { Model } from '../domain/model.ts';
import { hearerOf } from '../domain/telling/heard.ts';
import { paceOf } from '../domain/telling/pace.ts';
import { Failure } from '../failure.ts';
import type { KeptNotice } from '../store/notices.ts';
import type { NewStep, Step } from '../store/steps.ts';
import type { Rows } from '../store/store.ts';
import {
  type Bundle,
  bundlesNow,
  type NoticePayload,
  readerOf,
  type Threads,
  threadsOf,
  unsureOf,
} from './noticeBundles.ts';
import { noticeShown } from './noticeShown.ts';
import type { Parts, Workspace } from './parts.ts';
import { readerZone } from './readerZone.ts';
import { done, failed } from './settling.ts';
import { tellPerson } from './tellPerson.ts';

/** The steps that tell reps at once of these notices, by key: of those for whom that is the pace. The others wait for a digest. */
export async function noticeSteps(
  rows: Rows,
  ws: Workspace,
  { keys, model, now }: { keys: string[]; model: Model; now: number },
): Promise<NewStep[]> {
  if (keys.length === 0) return [];
  const notices = await rows.keptNotices({ keys }, ws.crm.kind);
  const reps = new Map((await rows.repsOf(ws.crm.kind)).map((rep) => [rep.id, rep]));
  return notices.flatMap((notice) => {
    const rep = reps.get(hearerOf(notice) ?? '');
    if (rep === undefined || paceOf(notice.kind, rep.preferences ?? {}, model.telling) !== 'now') return [];
    const payload: NoticePayload = { rep: rep.id };
    return [{ kind: 'notice', key: `notice:${notice.id}:${rep.id}`, subject: notice.id, payload, dueAt: now }];
  });
}

/**
 * Tells of the notices of claimed steps: those of one company as one, at most one message in the settings' minutes, and nobody
 * who is away or wants quiet. Each message succeeds or fails by itself.
 */
export async function noticesClaimed(parts: Parts, ws: Workspace, steps: Step[]): Promise<void> {
  const { bundles, ...known } = await parts.store.together(ws.id, (rows) => gathered(parts, ws, rows, steps));
  await Promise.all(
    bundles.map((bundle) =>
      tellBundle(parts, ws, bundle, known).catch((error: unknown) =>
        keepFailed(parts, ws, bundle, Failure.from(error)),
      ),
    ),
  );
}

type Known = { model: Model; names: Map<string, string>; threads: Threads };

/** What is told now, with all that its words need; what becomes of the other steps is kept. */
async function gathered(
  parts: Parts,
  ws: Workspace,
  rows: Rows,
  steps: Step[],
): Promise<Known & { bundles: Bundle[] }> {
  const now = parts.now();
  const { model } = await ws.deciding(rows);
  const { bundles, settlements } = await bundlesNow(parts, ws, rows, { steps, model, now });
  await rows.settleSteps(settlements, now);
  await rows.markCalled(unsureOf(bundles), now);
  const people = bundles.flatMap(({ told }) =>
    told.flatMap(({ notice }) => notice.facts.people?.map(({ id }) => id) ?? []),
  );
  return { bundles, model, names: await rows.leadNames(people), threads: await threadsOf(rows, bundles, now) };
}

async function tellBundle(
  parts: Parts,
  ws: Workspace,
  bundle: Bundle,
  { model, names, threads }: Known,
): Promise<void> {
  const { rep, told } = bundle;
  const { email = '', chatId } = rep;
  const mayBeRepeated = told.some(({ step }) => step.calledAt !== undefined || step.repeats > 0);
  const timeZone = readerZone(rep, ws, model);
  const reader = { timeZone, mayBeRepeated, now: parts.now(), catalogue: model.catalogue, names };
  const notices = told.map(({ notice }) => notice);
  const notice = noticeShown(ws, notices, reader);
  const thread = threads(bundle);
  const to = { email, ...(chatId !== undefined && { chatId }), ...(thread !== undefined && { thread }) };
  const where = await tellPerson(ws, to, { kind: 'notice', notice });
  await keepTold(parts, ws, bundle, where, mayBeRepeated);
}

async function keepTold(
  parts: Parts,
  ws: Workspace,
  bundle: Bundle,
  where: Awaited<ReturnType<typeof tellPerson>>,
  repeated: boolean,
): Promise<void> {
  const { store, now, tell } = parts;
  const { rep, told } = bundle;
  const [first, reader] = [told[0], readerOf(bundle)];
  await store.together(ws.id, async (rows) => {
    if (where !== undefined && first !== undefined) {
      const { channel, posted, thread } = where;
      const delivery = { step: first.step.id, kind: 'notice', channel, ...posted, repeated, rep: rep.id } as const;
      const names = told.flatMap(({ notice }) => namedBy(notice));
      const whom = { surface: 'person', names, ...(reader !== undefined && { reader }) } as const;
      await rows.saveDeliveries([{ ...delivery, ...whom, ...(thread !== undefined && { thread }) }], now());
    }
    const outcome = where === undefined ? { told: 'nobody: no channel knows the rep' } : where.posted;
    await rows.settleSteps(
      told.map(({ step }) => done(step, outcome)),
      now(),
    );
  });
  const how = where === undefined ? 'no channel knows them' : `told in ${where.channel}`;
  tell('notice', `rep ${rep.name}: ${how}: ${told.map(({ notice }) => notice.kind).join(', ')}`, { rep: rep.id });
}

function namedBy({ lead, facts }: KeptNotice): string[] {
  return [...(lead === undefined ? [] : [lead]), ...(facts.people?.map(({ id }) => id) ?? [])];
}

async function keepFailed(parts: Parts, ws: Workspace, { told }: Bundle, failure: Failure): Promise<void> {
  const settlements = told.map(({ step }) => failed(parts, step, failure));
  await parts.store.together(ws.id, (rows) => rows.settleSteps(settlements, parts.now()));
  for (const { step } of told)
    parts.tell('failed', `notice: ${failure.message}`, { step: step.id, kind: failure.kind });
}
