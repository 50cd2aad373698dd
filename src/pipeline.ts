import type { Change } from './crm/crm.ts';
import type { AccountPlay } from './domain/accounts/committee.ts';
import { historyMs } from './domain/look.ts';
import { Failure } from './failure.ts';
import { lookAtAccounts } from './pipeline/accounts.ts';
import { actionsOf, answerActions } from './pipeline/actions.ts';
import { tellPeople } from './pipeline/alerts.ts';
import { answersOf } from './pipeline/answers.ts';
import { briefClaimed } from './pipeline/briefs.ts';
import { keepChanges } from './pipeline/changes.ts';
import { digestsClaimed, planDigests } from './pipeline/digests.ts';
import { deliverClaimed } from './pipeline/hooks.ts';
import { noticesClaimed } from './pipeline/notices.ts';
import { sequencesClaimed } from './pipeline/sequences.ts';
import { readStatuses } from './pipeline/statuses.ts';
import { editClaimed } from './pipeline/cards.ts';
import { tellPlaces } from './pipeline/posts.ts';
import { type Claimed, claimEpisode } from './pipeline/claims.ts';
import { contactClaimed } from './pipeline/contacts.ts';
import { closeByDeals, keepDealPage } from './pipeline/deals.ts';
import { decide, tellDecided } from './pipeline/decide.ts';
import { closeDisqualified } from './pipeline/disqualified.ts';
import { finishClaimed } from './pipeline/finished.ts';
import { planClaimed } from './pipeline/plans.ts';
import { eraseClaimed } from './pipeline/erased.ts';
import { findUnrecorded, recordClaimed } from './pipeline/episodeRecords.ts';
import { importPages } from './pipeline/imports.ts';
import { climbClaimed } from './pipeline/ladders.ts';
import { moveClaimed } from './pipeline/moves.ts';
import { type JobKind, type Parts, preparedCursor, wake, type Workspace } from './pipeline/parts.ts';
import { readPeople } from './pipeline/people.ts';
import { keepReps, meetReps } from './pipeline/reps.ts';
import { routeClaimed } from './pipeline/routes.ts';
import { again, done, eachIfNotAll, failed, settleFailed } from './pipeline/settling.ts';
import { readSource } from './pipeline/sources.ts';
import { keepTasks, makeOrFindTasks } from './pipeline/tasks.ts';
import { writeClaimed } from './pipeline/writes.ts';
import type { Step, StepKind } from './store/steps.ts';

const BATCH = 100;
/** A turn is over after so many batches of a kind, or so long. */
const [BATCHES, TURN_MS] = [5, 2_000];
/** Leads that one transaction makes due for another look. */
const RELOOKED = 2_000;
/** Alerts are posted side by side, and the next are taken when the slowest is done: few, so that it keeps few waiting. */
const ALERTS = 10;
/** How many rows of a kind are taken at once, where that is fewer than the CRM's batch. */
const FEW: Partial<Record<JobKind, number>> = {
  alert: ALERTS,
  card: ALERTS,
  brief: ALERTS,
  digest: ALERTS,
  hook: ALERTS,
  sequence: ALERTS,
  // A plan extends its own claim only.
  plan: 1,
};
const PULL_EVERY_MS = 30_000;
const REPS_EVERY_MS = 300_000;
const DEALS_EVERY_MS = 300_000;
const DAY_MS = 86_400_000;

/**
 * The life of a hot lead, top to bottom. Every step reads rows, asks the domain, and writes the answer and the next steps in
 * one transaction; calls to the outside stand between two transactions, with a row written before the call. Each chapter
 * does what is due, as often as it is called, in any number of processes; it answers how many rows it took.
 */
export function pipeline(parts: Parts) {
  const { store, now, tell } = parts;

  /** RECEIVE, pushed: keeps what a webhook says has changed, before it is acknowledged. Answers how many were new. */
  async function receive(workspace: string, changes: Change[]): Promise<number> {
    const ws = parts.workspaces.get(workspace);
    const added = await store.together(workspace, (rows) => keepChanges(rows, ws, changes, 'read', now()));
    // Not waited for: the rows are kept, and a vendor waits for this answer a few seconds only.
    void wakeForChanges(workspace, changes, 'read', added);
    return added.length;
  }

  async function wakeForChanges(workspace: string, changes: Change[], kind: 'read' | 'catchup', added: string[]) {
    if (changes.some(({ erase }) => !erase)) await wake(parts, workspace, kind, added);
    if (changes.some(({ erase, into }) => erase || into !== undefined)) await wake(parts, workspace, 'erase', added);
  }

  /** RECEIVE, pulled: the next page of changes; cursor and rows move together. */
  async function pull(ws: Workspace): Promise<number> {
    return standing(ws, 'pull', async (step) => {
      const cursor = await store.together(ws.id, (rows) => rows.readCursor(step.subject));
      const page = await ws.crm.changesSince(cursor, ws.watchingSince);
      const added = await store.together(ws.id, async (rows) => {
        await rows.saveCursor(step.subject, page.cursor, now());
        await rows.notePartly(step.subject, page.failed?.[0]?.message, now());
        await rows.settleSteps([again(step, now() + (page.more ? 0 : pullEveryMs(ws)))], now());
        return keepChanges(rows, ws, page.changes, 'catchup', now());
      });
      for (const { message } of page.failed ?? []) tell('failed', `pull: ${message}`);
      await wakeForChanges(ws.id, page.changes, 'catchup', added);
      if (page.more) await wake(parts, ws.id, 'pull', [`${step.id}-${now()}`]);
    });
  }

  /** What the product writes to must be there before it writes: properties, the Lead Status option. */
  async function prepare(ws: Workspace): Promise<number> {
    return standing(ws, 'prepare', async (step) => {
      const { done: made, problems, timeZone, otherZones } = await ws.crm.prepare();
      for (const text of made) tell('prepared', text);
      for (const text of problems) tell('failed', `prepare: ${text}`);
      await store.together(ws.id, async (rows) => {
        await rows.saveCursor(step.subject, 'done', now());
        await rows.noteUnready(ws.crm.kind, problems, now());
        for (const [kind, zone] of Object.entries({ ...otherZones, ...(timeZone && { [ws.crm.kind]: timeZone }) }))
          await rows.keepConnectionZone(kind, zone);
        await rows.settleSteps([again(step, now() + (problems.length === 0 ? DAY_MS : REPS_EVERY_MS))], now());
      });
    });
  }

  /** What nothing asks for any more is forgotten: readings of a week ago, since every change leaves one, and what was done long ago. */
  async function tidy(ws: Workspace): Promise<number> {
    return standing(ws, 'tidy', async (step) => {
      await store.together(ws.id, async (rows) => {
        await rows.forgetReadings(now() - 7 * DAY_MS);
        await rows.forgetPresses(now() - 30 * DAY_MS);
        await rows.forgetHookEvents(now() - 30 * DAY_MS);
        await rows.forgetActionCalls(now() - 30 * DAY_MS);
        await rows.forgetDone(now() - 90 * DAY_MS);
        await rows.forgetDeliveries(now() - 400 * DAY_MS);
        await rows.settleSteps([again(step, now() + DAY_MS)], now());
      });
    });
  }

  /** Who can own leads, and who of them is there. */
  async function refreshReps(ws: Workspace): Promise<number> {
    return standing(ws, 'reps', async (step) => {
      const reps = await ws.crm.readReps();
      await keepReps(parts, ws, reps, [again(step, now() + REPS_EVERY_MS)]);
      await meetReps(parts, ws, reps);
    });
  }

  /** RECEIVE, read: changed people, many in one call; each new activity that means something is kept once as a signal. */
  async function read(ws: Workspace, kind: 'read' | 'catchup' = 'read'): Promise<number> {
    const steps = await claim(ws, kind, { calls: false });
    if (steps.length > 0) await readPeople(parts, ws, steps).catch((error: unknown) => readSingly(ws, steps, error));
    return steps.length;
  }

  /** A batch that was refused, or that broke something, holds one that does it: each is tried alone. */
  async function readSingly(ws: Workspace, steps: Step[], error: unknown): Promise<void> {
    const passing = error instanceof Failure && error.kind !== 'permanent';
    if (passing || steps.length === 1) return settleFailed(parts, ws, steps, error);
    for (const step of steps) {
      await readPeople(parts, ws, [step]).catch((alone: unknown) => settleFailed(parts, ws, [step], alone));
    }
  }

  /** RECEIVE what happened in the whole account, and no record tells as well: submissions, replies, webinars. */
  const readSources = (ws: Workspace) => standing(ws, 'source', (step) => readSource(parts, ws, step));

  /** RECEIVE everybody, once, when all begins: scored as of then, and told to nobody. */
  const importAll = (ws: Workspace) => standing(ws, 'import', (step) => importPages(parts, ws, step));

  /** SCORE and OPEN: everything about the leads whose look is due, decided and kept at once. */
  async function score(ws: Workspace): Promise<number> {
    const { decided, steps, companies } = await store.together(ws.id, async (rows) => {
      const before = await ws.deciding(rows);
      const due = { crm: ws.crm.kind, now: now(), since: now() - historyMs(before.model), limit: BATCH };
      const leads = await rows.lockDueLeads(due);
      const deciding = await ws.deciding(rows);
      // Published meanwhile, and it may look further back: the leads stay due.
      if (deciding.version !== before.version) return { decided: [], steps: [], companies: [] };
      // The time is read after the rows: a signal received before the lock must not lie in the look's future.
      const at = now();
      const left = await closeDisqualified(parts, ws, rows, { leads, deciding, now: at });
      return decide(parts, ws, rows, { leads: left, deciding, now: at });
    });
    for (const each of decided) tellDecided(parts, each);
    const written = decided.flatMap(({ answer }) =>
      answer.fields ? [`${answer.lead.id}-${answer.lead.doneSeq}`] : [],
    );
    await Promise.all([
      wake(parts, ws.id, 'route', steps),
      wake(parts, ws.id, 'write', written),
      wake(parts, ws.id, 'account', companies),
    ]);
    return decided.length;
  }

  /** SCORE everybody again whom newly published settings may judge otherwise, behind whoever has news of their own. */
  async function lookAtAll(ws: Workspace): Promise<number> {
    return standing(ws, 'relook', async (step) => {
      let after: string | undefined;
      do {
        const page = after;
        after = await store.together(ws.id, async (rows) => {
          const since = now() - historyMs((await ws.deciding(rows)).model);
          return rows.lookAgain({ after: page, since, limit: RELOOKED }, now());
        });
      } while (after !== undefined && !parts.stopping());
      // Told to stop, it begins anew at the next start: a look that is due is due once.
      if (parts.stopping()) return;
      await store.together(ws.id, (rows) => rows.settleSteps([done(step, {})], now()));
      await wake(parts, ws.id, 'score', [step.id]);
    });
  }

  /** SCORE the companies that gave a signal, or whose people did: their people's looks, and the committee that buys together. */
  async function lookAtCompanies(ws: Workspace): Promise<number> {
    const steps = await claim(ws, 'account', { calls: false });
    if (steps.length === 0) return 0;
    await lookAtTheir(ws, steps).catch((error: unknown) => lookSingly(ws, steps, error));
    await wake(parts, ws.id, 'score', [`account-${steps[0]?.id}`]);
    return steps.length;
  }

  async function lookAtTheir(ws: Workspace, steps: Step[]): Promise<void> {
    const notices = await store.together(ws.id, (rows) => lookAtAccounts(parts, ws, rows, steps));
    for (const { facts } of notices) tell('play', `account: ${(facts as AccountPlay).because}`);
  }

  /** One company that breaks the look must not keep the others from theirs. */
  async function lookSingly(ws: Workspace, steps: Step[], error: unknown): Promise<void> {
    if (steps.length === 1) return settleFailed(parts, ws, steps, error);
    for (const step of steps) {
      await lookAtTheir(ws, [step]).catch((alone: unknown) => settleFailed(parts, ws, [step], alone));
    }
  }

  /** ROUTE: who gets each hot lead, hottest first; who can have none yet is asked for again when somebody is there. */
  async function findReps(ws: Workspace): Promise<number> {
    const steps = await claim(ws, 'route', { calls: false });
    if (steps.length === 0) return 0;
    const added = await eachIfNotAll(parts, ws, steps, (some) => routeClaimed(parts, ws, some));
    await Promise.all(
      (['alert', 'post', 'card', 'task', 'move', 'write'] as const).map((kind) => wake(parts, ws.id, kind, added)),
    );
    return steps.length;
  }

  /** DELIVER to the CRM: owner, Lead Status and score of many records in one call, the newest value only. */
  async function write(ws: Workspace): Promise<number> {
    const claimed = await store.together(ws.id, async (rows) => {
      const prepared = await rows.readCursor(preparedCursor(ws.crm.kind));
      return prepared === undefined ? [] : rows.claimWrites(now(), ws.crm.batchSize, ws.crm.writesAtOnce);
    });
    if (claimed.length === 0) return 0;
    const settlements = await writeClaimed(parts, ws, claimed);
    await store.together(ws.id, (rows) => rows.settleWrites(settlements, now()));
    return claimed.length;
  }

  /** DELIVER the task: made once. After a lost answer the CRM is asked before anything is made again. */
  async function createTasks(ws: Workspace): Promise<number> {
    const steps = await claim(ws, 'task', { calls: true });
    if (steps.length === 0) return 0;
    const settlements = await makeOrFindTasks(parts, ws, steps);
    await store.together(ws.id, async (rows) => {
      await keepTasks(ws, rows, steps, settlements, now());
      await rows.settleSteps(settlements, now());
    });
    return steps.length;
  }

  /** DELIVER the task to another rep, when somebody else has the lead. */
  const moveTasks = batch('move', moveClaimed);

  /** DELIVER that the task is done, once somebody was in touch, or nobody need be. */
  const finishTasks = batch('finish', finishClaimed);

  /** RESPOND: a contact by a rep stops the clock. */
  async function lookForContacts(ws: Workspace): Promise<number> {
    const steps = await claim(ws, 'contact', { calls: false });
    if (steps.length === 0) return 0;
    await eachIfNotAll(parts, ws, steps, (some) => contactClaimed(parts, ws, some));
    return steps.length;
  }

  /** ESCALATE: nobody has answered for so long that somebody else is to hear of it. */
  async function escalate(ws: Workspace): Promise<number> {
    const steps = await claim(ws, 'sla', { calls: false });
    if (steps.length === 0) return 0;
    const added = await eachIfNotAll(parts, ws, steps, (some) => climbClaimed(parts, ws, some));
    await Promise.all((['alert', 'post', 'card', 'route'] as const).map((kind) => wake(parts, ws.id, kind, added)));
    return steps.length;
  }

  /** MEASURE: the next page of deals; what is won or lost closes what it came of. */
  async function pullDeals(ws: Workspace): Promise<number> {
    return standing(ws, 'deals', async (step) => {
      const began = now();
      const more = await keepDealPage(parts, ws, step.subject);
      await closeByDeals(parts, ws);
      await findUnrecorded(parts, ws, began);
      await store.together(ws.id, (rows) =>
        rows.settleSteps([again(step, now() + (more ? 0 : DEALS_EVERY_MS))], now()),
      );
      if (more) await wake(parts, ws.id, 'deals', [`${step.id}-${now()}`]);
    });
  }

  /** MEASURE where the CRM's own reports read it: every episode, as it is now. */
  const record = batch('record', recordClaimed);

  /** DELIVER the alert to people: posted once; after a lost answer once more, saying that it may be a second copy. */
  const alert = batch('alert', tellPeople, { calls: true });

  /** DELIVER the alert to the places that all look at: many in one message when many wait. */
  const post = batch('post', tellPlaces, { calls: true });

  /** DELIVER what happened since: every copy of an alert shows it. */
  const card = batch('card', editClaimed);

  /** DELIVER, two minutes later, all there is to read before the call. */
  const brief = batch('brief', briefClaimed, { calls: true });

  /** DELIVER what is worth knowing without a task. */
  const notice = batch('notice', noticesClaimed, { calls: true });

  /** DELIVER the end of the day to reps, and the week to managers. */
  const digest = batch('digest', digestsClaimed, { calls: true });

  /** DELIVER to programs that asked to hear what happens. */
  async function hook(ws: Workspace): Promise<number> {
    const steps = await store.together(ws.id, (rows) =>
      rows.claimDeliveries({ now: now(), limit: mostOf(ws, 'hook') }),
    );
    if (steps.length > 0) await deliverClaimed(parts, ws, steps);
    return steps.length;
  }

  /** ESCALATE: a lead that nobody has contacted for hours hears from us by itself. */
  const sequence = batch('sequence', sequencesClaimed, { calls: true });

  /** RESPOND to workflows of the CRM that wait for what came of a lead. */
  const action = batch('action', answerActions);

  /** FORGET people who asked for it, to the last row. */
  const erase = batch('erase', eraseClaimed);

  /** What other settings would have decided, for whoever wants to publish them. */
  const plan = batch('plan', planClaimed);

  /** Whose digest is due. */
  async function planAllDigests(ws: Workspace): Promise<number> {
    return standing(ws, 'digests', async (step) => wake(parts, ws.id, 'digest', await planDigests(parts, ws, step)));
  }

  /** Who is who in the chat, and who is away by it. */
  async function readAllStatuses(ws: Workspace): Promise<number> {
    return standing(ws, 'statuses', async (step) => readStatuses(parts, ws, step));
  }

  const chapters: Record<JobKind, (ws: Workspace) => Promise<number>> = {
    prepare,
    pull,
    deals: pullDeals,
    reps: refreshReps,
    tidy,
    read,
    // What only the poller found waits behind what was pushed: most of it is what was pushed, and our own writes.
    catchup: (ws) => read(ws, 'catchup'),
    source: readSources,
    import: importAll,
    score,
    account: lookAtCompanies,
    relook: lookAtAll,
    route: findReps,
    write,
    task: createTasks,
    move: moveTasks,
    finish: finishTasks,
    alert,
    post,
    card,
    brief,
    notice,
    digests: planAllDigests,
    digest,
    contact: lookForContacts,
    sla: escalate,
    sequence,
    hook,
    statuses: readAllStatuses,
    erase,
    plan,
    action,
    record,
  };

  /** A chapter that does what is due of a kind; `calls`: outside effects that are not safe twice. */
  function batch(
    kind: StepKind,
    work: (parts: Parts, ws: Workspace, steps: Step[]) => Promise<unknown>,
    { calls = false }: { calls?: boolean } = {},
  ): (ws: Workspace) => Promise<number> {
    return async (ws) => {
      const steps = await claim(ws, kind, { calls });
      if (steps.length > 0) await work(parts, ws, steps);
      return steps.length;
    };
  }

  /**
   * Does some of what is due of a kind in a workspace: what takes seconds, so that others come in between. Answers whether more may
   * be left. Safe at any time, from any number of processes.
   */
  async function turn(workspace: string, kind: JobKind): Promise<boolean> {
    const ws = parts.workspaces.get(workspace);
    if (ws === undefined) return false;
    const [most, over] = [mostOf(ws, kind), now() + TURN_MS];
    for (let batch = 0; batch < BATCHES; batch++) {
      if ((await chapters[kind](ws)) < most || parts.stopping()) return false;
      if (now() >= over) return true;
    }
    return true;
  }

  /** Does everything of one kind that is due in a workspace. */
  async function run(workspace: string, kind: JobKind): Promise<void> {
    while (await turn(workspace, kind));
  }

  /** A timer that goes round: one row a kind, never two at once, and never given up. */
  async function standing(ws: Workspace, kind: StepKind, work: (step: Step) => Promise<void>): Promise<number> {
    for (const step of await claim(ws, kind, { calls: false })) {
      await work(step).catch((error: unknown) => goRoundAfter(ws, step, Failure.from(error)));
    }
    return 0;
  }

  async function goRoundAfter(ws: Workspace, step: Step, failure: Failure): Promise<void> {
    const next = failed(parts, step, failure);
    const at = next.kind === 'later' ? next.at : now() + REPS_EVERY_MS;
    const later = {
      id: step.id,
      kind: 'later' as const,
      at,
      error: failure.message,
      countAttempt: true,
      keepCall: false,
    };
    await store.together(ws.id, (rows) => rows.settleSteps([later], now()));
    tell('failed', `${step.kind}: ${failure.message}`, { step: step.id, kind: failure.kind });
  }

  function claim(ws: Workspace, kind: StepKind, { calls }: { calls: boolean }): Promise<Step[]> {
    const limit = mostOf(ws, kind);
    return store.together(ws.id, (rows) => rows.claimSteps({ kind, now: now(), limit, calls }));
  }

  /** RESPOND: a rep claims an episode. */
  async function claimFor(workspace: string, episode: string, rep: string): Promise<Claimed> {
    const ws = parts.workspaces.get(workspace);
    if (ws === undefined) return { ok: false, because: 'it is not known here' };
    const { claimed, added } = await claimEpisode(parts, ws, { episode, rep });
    await Promise.all((['card', 'task', 'move', 'write'] as const).map((kind) => wake(parts, ws.id, kind, added)));
    return claimed;
  }

  return { receive, run, turn, claim: claimFor, answers: answersOf(parts), actions: actionsOf(parts) };
}

/** A chapter that took so many may have left some. */
function mostOf(ws: Workspace, kind: JobKind): number {
  return FEW[kind] ?? Math.min(BATCH, ws.crm.batchSize);
}

/** Calls may be scarce, and then news comes a little later. */
function pullEveryMs({ crm }: Workspace): number {
  return crm.pace?.changesMs || PULL_EVERY_MS;
}
