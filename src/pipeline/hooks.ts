import type { HookAnswer, HookEvent } from '../channels/hooks.ts';
import { isGivenUp, nextTryAt } from '../domain/telling/hookTries.ts';
import { Failure } from '../failure.ts';
import type { HookDelivery, HookNews } from '../store/hookDeliveries.ts';
import type { Settlement, Step } from '../store/steps.ts';
import type { Parts, Workspace } from './parts.ts';
import { done, failed } from './settling.ts';

type Result = { settlement: Settlement; news?: HookNews };

/**
 * Tells those who asked for it what happened, side by side, each kept as soon as it is known: one slow receiver delays no other.
 * A receiver that fails is tried again on the usual schedule; one that is gone, or fails for five days, is called no more.
 */
export async function deliverClaimed(parts: Parts, ws: Workspace, steps: Step[]): Promise<void> {
  const found = await parts.store.together(ws.id, (rows) => rows.hookDeliveries(steps.map(({ id }) => id)));
  const deliveries = new Map(found.map((delivery) => [delivery.step, delivery]));
  await Promise.all(
    steps.map(async (step) => {
      const delivery = deliveries.get(step.id);
      const { settlement, news } = await deliverOne(parts, ws, step, delivery);
      await parts.store.together(ws.id, async (rows) => {
        await rows.saveHookNews(news === undefined ? [] : [news], parts.now());
        await rows.settleSteps([settlement], parts.now());
      });
    }),
  );
}

async function deliverOne(
  parts: Parts,
  ws: Workspace,
  step: Step,
  delivery: HookDelivery | undefined,
): Promise<Result> {
  if (delivery === undefined) return { settlement: done(step, { told: 'nobody: the subscription is gone' }) };
  const { hook, event } = delivery;
  if (hook.disabledAt !== undefined)
    return { settlement: failedFor(step, 'the subscription was over before its turn') };
  if (ws.hooks === undefined) return { settlement: failed(parts, step, Failure.blocked(NO_SENDER)) };
  const answer = await ws.hooks
    .deliver({ url: hook.url, secret: hook.sealed }, event)
    .catch((error: unknown): HookAnswer => ({ kind: 'failed', because: Failure.from(error).message }));
  tellOf(parts, step, event, answer);
  return resultOf(step, hook, answer, parts.now());
}

const NO_SENDER = 'webhook: deliveries wait until SECRET_KEY is set again';

/** Neither the address nor the answer is told: both may hold what only the receiver may know. */
function tellOf(parts: Parts, step: Step, event: HookEvent, answer: HookAnswer): void {
  const details = { step: step.id, hook: step.subject, attempt: step.attempt };
  if (answer.kind === 'taken') parts.tell('hook', `webhook: ${event.type} was taken`, details);
  else if (answer.kind === 'gone') parts.tell('failed', 'webhook: HTTP 410, the subscription is over', details);
  else parts.tell('failed', `webhook: ${answer.because}`, details);
}

function resultOf(step: Step, { id, failingSince }: HookDelivery['hook'], answer: HookAnswer, now: number): Result {
  if (answer.kind === 'taken') return { settlement: done(step, { taken: true }), news: { hook: id, kind: 'works' } };
  if (answer.kind === 'gone') return over(step, id, 'the receiver answered 410: it wants no more');
  if (isGivenUp(failingSince, now)) return over(step, id, `only failures for five days, at last: ${answer.because}`);
  const at = nextTryAt(step.attempt, now, answer.retryAt);
  const news: HookNews = { hook: id, kind: 'fails' };
  if (at === undefined) return { settlement: failedFor(step, answer.because), news };
  const error = answer.because;
  return { settlement: { id: step.id, kind: 'later', at, error, countAttempt: true, keepCall: false }, news };
}

function over(step: Step, hook: string, because: string): Result {
  return { settlement: failedFor(step, because), news: { hook, kind: 'over', because } };
}

function failedFor(step: Step, error: string): Settlement {
  return { id: step.id, kind: 'failed', error };
}
