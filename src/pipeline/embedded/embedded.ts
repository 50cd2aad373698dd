import type {
  ActAnswer,
  ActRequest,
  CardView,
  CheckAnswer,
  CheckRequest,
  CoverageView,
  PlanStarted,
  PlanView,
  PublishAnswer,
  PublishRequest,
  QueueView,
  ResponseView,
  SettingsView,
} from '../../../hubspot-app/src/app/shared/api.ts';
import type { Answers } from '../../channels/answers.ts';
import { Failure } from '../../failure.ts';
import type { Parts } from '../parts.ts';
import { planView, startPlan } from '../plans.ts';
import { cardView } from './card.ts';
import { coverageView } from './coverageView.ts';
import { draftOf, mustBeBasedOn } from './drafts.ts';
import { publish } from './publish.ts';
import { queueView } from './queueView.ts';
import { responseView } from './responseView.ts';
import { settingsView } from './settingsView.ts';
import { visited, type Visitor, workspaceFor } from './visit.ts';

/** What pages inside the CRM ask and do. Everything is of the visitor's own workspace. Refusals are permanent Failures. */
export type Embedded = {
  card(visitor: Visitor, contact: string): Promise<CardView>;
  /** Safe twice: the same key of the same visitor is the same press. */
  act(visitor: Visitor, request: ActRequest): Promise<ActAnswer>;
  queue(visitor: Visitor): Promise<QueueView>;
  response(visitor: Visitor): Promise<ResponseView>;
  coverage(visitor: Visitor): Promise<CoverageView>;
  settings(visitor: Visitor): Promise<SettingsView>;
  check(visitor: Visitor, request: CheckRequest): Promise<CheckAnswer>;
  startPlan(visitor: Visitor, request: CheckRequest): Promise<PlanStarted>;
  plan(visitor: Visitor, id: string): Promise<PlanView | undefined>;
  publish(visitor: Visitor, request: PublishRequest): Promise<PublishAnswer>;
};

/** Whether this user of the CRM may change the settings. */
export type MayChange = (visitor: Visitor) => Promise<boolean>;

/** The pages' questions, answered from rows; what people press goes the way of every press. */
export function embeddedOf(parts: Parts, answers: Pick<Answers, 'act'>, mayChange: MayChange): Embedded {
  async function mustChange(visitor: Visitor): Promise<void> {
    if (await mayChange(visitor)) return;
    throw Failure.permanent(READ_ONLY, { code: 'forbidden' });
  }

  return {
    card: (visitor, contact) => visited(parts, visitor, (visit) => cardView(visit, contact)),
    act: (visitor, { key, episode, ...deed }) => {
      workspaceFor(parts, visitor);
      const press = { who: visitor, key: `crm:${visitor.userId}:${key}`, episode, via: 'crm' } as const;
      if (deed.do === 'claim') return answers.act({ ...press, do: 'claim' });
      return answers.act({ ...press, do: 'contacted', how: deed.how ?? 'call' });
    },
    queue: (visitor) => visited(parts, visitor, queueView),
    response: async (visitor) => responseView(parts, workspaceFor(parts, visitor)),
    coverage: (visitor) => visited(parts, visitor, coverageView),
    settings: async (visitor) => {
      const readOnlyBecause = (await mayChange(visitor)) ? undefined : READ_ONLY;
      return visited(parts, visitor, (visit) => settingsView(visit, readOnlyBecause));
    },
    check: (visitor, request) =>
      visited(parts, visitor, async ({ ws, rows }) => {
        const draft = draftOf((await mustBeBasedOn(ws, rows, request)).model, request.changes);
        return { problems: draft.ok ? [] : draft.problems };
      }),
    startPlan: async (visitor, request) => {
      await mustChange(visitor);
      return startPlan(parts, visitor, request);
    },
    plan: (visitor, id) => planView(parts, visitor, id),
    publish: async (visitor, request) => {
      await mustChange(visitor);
      return publish(parts, visitor, request);
    },
  };
}

const READ_ONLY =
  'Only who installed Hot Lead Signal in HubSpot, and whom its admin names in HUBSPOT_ADMINS, can change the settings.';
