import { useEffect, useState } from 'react';
import type { CheckRequest, PlanStarted, PlanView } from '../shared/api.ts';
import { type Asked, get, post } from '../shared/ask.ts';
import type { Planned } from './closedBecause.ts';
import { type Refusal, refusalIn } from './refusal.ts';

/** `start` says why no plan was begun. A plan that runs is asked after every `everyMs`. */
export type Planning = {
  plan: Planned | undefined;
  start: (request: CheckRequest) => Promise<Refusal | undefined>;
  forget: () => void;
};

/** The last plan that was asked for, and how far it is. */
export function usePlan(everyMs: number): Planning {
  const [plan, setPlan] = useState<Planned>();
  useEffect(() => {
    if (plan?.view.state !== 'running') return undefined;
    let isOver = false;
    const timer = setTimeout(() => {
      void get<PlanView>(`/hubspot/api/settings/plan?id=${encodeURIComponent(plan.id)}`).then((asked) => {
        if (!isOver) setPlan({ ...plan, view: viewFrom(asked, plan.view) });
      });
    }, everyMs);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [plan, everyMs]);

  async function start(request: CheckRequest): Promise<Refusal | undefined> {
    const asked = await post<PlanStarted>('/hubspot/api/settings/plan', request);
    if (asked.ok && asked.data.ok)
      setPlan({ of: JSON.stringify(request), id: asked.data.id, view: { state: 'running', text: 'Plan begun.' } });
    return refusalIn(asked);
  }
  return { plan, start, forget: () => setPlan(undefined) };
}

/** A server that stumbles is asked again; one that refuses has lost the plan. */
function viewFrom(asked: Asked<PlanView>, before: PlanView): PlanView {
  if (asked.ok) return asked.data;
  return asked.status === undefined || asked.status >= 500 ? before : { state: 'failed', text: asked.because };
}
