import { MINUTE_MS } from '../domain/decay.ts';
import type { Model } from '../domain/model.ts';
import type { AlertSubject, Root } from '../store/deliveries.ts';
import type { Reader } from '../store/readers.ts';
import type { Step } from '../store/steps.ts';
import type { Deciding } from './deciding.ts';
import type { Parts, Workspace } from './parts.ts';
import { payloadOf } from './told.ts';

/** What alerts are made of, and whom they reach. */
export type Known = {
  subjects: Map<string, AlertSubject>;
  readers: Map<string, Reader>;
  roots: Root[];
  model: Model;
  /** By which settings it is told, for the log. */
  deciding: Deciding;
  /** Their e-mails. */
  managers: string[];
};

/** All that is to be known to tell somebody of these steps' episodes. */
export async function knownOf(
  parts: Parts,
  ws: Workspace,
  steps: Step[],
  readerOf: (step: Step, subject: AlertSubject) => string | undefined,
): Promise<Known> {
  const episodes = [...new Set(steps.map((step) => payloadOf(step).episode))];
  return parts.store.together(ws.id, async (rows) => {
    const subjects = new Map((await rows.alertSubjects(episodes, ws.crm.kind)).map((each) => [each.episode, each]));
    const asked = steps.flatMap((step) => {
      const subject = subjects.get(payloadOf(step).episode);
      const reader = subject && readerOf(step, subject);
      if (subject === undefined || reader === undefined) return [];
      const { episode, lead, accountId: account, quiet } = subject;
      return [{ episode, reader, lead, quiet, ...(account !== undefined && { account }) }];
    });
    const deciding = await ws.deciding(rows);
    const { model } = deciding;
    const { managers } = model.routing.coverage;
    return {
      subjects,
      managers,
      readers: await rows.readersOf([...asked.map(({ reader }) => reader), ...managers]),
      roots: await rows.rootsOf(asked, parts.now() - model.telling.companyMinutes * MINUTE_MS),
      model,
      deciding,
    };
  });
}
