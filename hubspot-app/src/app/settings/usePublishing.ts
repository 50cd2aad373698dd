import { useRef, useState } from 'react';
import type { CheckAnswer, CheckRequest, PublishAnswer, PublishRequest } from '../shared/api.ts';
import { post } from '../shared/ask.ts';
import { usePress } from '../shared/usePress.ts';
import { closedBecause, type Planned, unaskable } from './closedBecause.ts';
import { changesOf, type Edit } from './edits.ts';
import type { Problem } from './editing.ts';
import { problemsIn, type Refusal, refusalIn } from './refusal.ts';
import { usePlan } from './usePlan.ts';

type Said = { variant: 'success' | 'warning' | 'danger'; title: string; text: string };
type Doing = 'check' | 'plan' | 'publish';

export type Publishing = {
  busy: Doing | undefined;
  /** What came of the last press. */
  said: Said | undefined;
  plan: Planned | undefined;
  /** Whether the plan is of exactly the changes there are now. */
  planIsOfThese: boolean;
  closedBecause: string | undefined;
  check: () => void;
  makePlan: () => void;
  publish: () => void;
};

type Given = {
  version: number;
  /** What is published. */
  model: unknown;
  edits: readonly Edit[];
  pollMs: number;
  setProblems: (problems: Problem[]) => void;
  /** Asks for the settings again: after a refusal somebody else may have published. */
  reload: () => Promise<void>;
  /** All edits are published. */
  done: () => void;
};

/** Check, plan and publish of the changes there are now, one at a time. */
export function usePublishing({ version, model, edits, pollMs, setProblems, reload, done }: Given): Publishing {
  const [busy, setBusy] = useState<Doing>();
  // A second press may come before the buttons are drawn busy.
  const underWay = useRef(false);
  const [said, setSaid] = useState<Said>();
  const { plan, start, forget } = usePlan(pollMs);
  const { press } = usePress<PublishRequest, PublishAnswer>('/hubspot/api/settings/publish');
  const request: CheckRequest = { basedOn: version, changes: changesOf(edits, model) };
  const closed = closedBecause(edits, JSON.stringify(request), plan);

  async function refused(title: string, { text, problems }: Refusal): Promise<void> {
    setProblems(problems);
    setSaid({ variant: 'danger', title, text });
    await reload();
  }
  async function check(): Promise<void> {
    const asked = await post<CheckAnswer>('/hubspot/api/settings/check', request);
    if (!asked.ok) return refused('Not checked', { text: asked.because, problems: problemsIn(asked.body) });
    setProblems(asked.data.problems);
    setSaid(checked(asked.data.problems.length));
  }
  async function makePlan(): Promise<void> {
    setSaid(undefined);
    const refusal = await start(request);
    if (refusal !== undefined) return refused('No plan was made', refusal);
    setProblems([]);
  }
  async function publish(): Promise<void> {
    const asked = await press(request);
    if (asked === undefined) return;
    const refusal = refusalIn(asked);
    if (refusal !== undefined) return refused('Not published', refusal);
    if (asked.ok) setSaid({ variant: 'success', title: 'Published', text: asked.data.text });
    forget();
    setProblems([]);
    await reload();
    done();
  }
  function during(doing: Doing, act: () => Promise<void>): () => void {
    return () => {
      if (underWay.current || unaskable(edits) !== undefined) return;
      underWay.current = true;
      setBusy(doing);
      void act().finally(() => {
        underWay.current = false;
        setBusy(undefined);
      });
    };
  }
  return {
    busy,
    said,
    plan,
    planIsOfThese: plan?.of === JSON.stringify(request),
    closedBecause: closed,
    check: during('check', check),
    makePlan: during('plan', makePlan),
    publish: during('publish', async () => (closed === undefined ? publish() : undefined)),
  };
}

function checked(problems: number): Said {
  if (problems === 0)
    return { variant: 'success', title: 'Nothing is wrong', text: 'These changes could be published.' };
  const many = problems === 1 ? 'One thing is wrong' : `${problems} things are wrong`;
  return { variant: 'warning', title: many, text: 'It is said beside each field, and below.' };
}
