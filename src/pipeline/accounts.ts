import { accountScoreAt } from '../domain/accounts/accounts.ts';
import { type AccountPlay, committeeAt } from '../domain/accounts/committee.ts';
import { DAY_MS } from '../domain/decay.ts';
import { historyMs } from '../domain/look.ts';
import type { Model } from '../domain/model.ts';
import type { KeptAccount, NewNotice } from '../store/accounts.ts';
import type { KeptSignal } from '../store/leads.ts';
import type { NewStep, Step } from '../store/steps.ts';
import type { Rows } from '../store/store.ts';
import type { Decided } from './decide.ts';
import { noticeSteps } from './notices.ts';
import type { Parts, Workspace } from './parts.ts';
import { done } from './settling.ts';

type AccountPayload = { heard: boolean };

const LOOK_EVERY_MS = 60_000;
const GRACE_MS = 5_000;

/** A look at a company; `heard` when the company itself gave a signal, so that a look is due at all its people too. */
function accountStep(account: string, which: string, heard: boolean, dueAt: number): NewStep {
  const payload: AccountPayload = { heard };
  return { kind: 'account', key: `account:${account}:${which}`, subject: account, payload, dueAt };
}

/** Looks that are due at companies which gave these signals themselves. */
export function companyLooks(kept: KeptSignal[], now: number): NewStep[] {
  return newestByAccount(kept).map(([account, { seq }]) => accountStep(account, `signal-${seq}`, true, now));
}

/** Looks that are due at companies because one of their people gave a signal: only where there are enough for a committee. */
export async function accountStepsOf(rows: Rows, decided: Decided[], model: Model, now: number): Promise<NewStep[]> {
  const heard = decided.flatMap(({ lead }) => (lead.unseenFrom === undefined ? [] : (lead.account ?? [])));
  const large = await rows.largeAccounts([...new Set(heard)], model.accounts.committee.leads);
  // A committee is no matter of seconds: one look a minute, however many of its people are busy.
  return large.map((account) => accountStep(account, `look-${Math.floor(now / LOOK_EVERY_MS)}`, false, nextTurn(now)));
}

/** The end of the current minute, and a while for transactions of it that are not over yet. */
function nextTurn(now: number): number {
  return (Math.floor(now / LOOK_EVERY_MS) + 1) * LOOK_EVERY_MS + GRACE_MS;
}

function newestByAccount(heard: { account?: string; seq: number }[]): [string, { seq: number }][] {
  const newest = new Map<string, { seq: number }>();
  for (const { account, seq } of heard) {
    if (account !== undefined && seq > (newest.get(account)?.seq ?? -1)) newest.set(account, { seq });
  }
  return [...newest];
}

/** Scores companies and notices their committees, in the open transaction. */
export async function lookAtAccounts(parts: Parts, ws: Workspace, rows: Rows, steps: Step[]): Promise<NewNotice[]> {
  const now = parts.now();
  const ids = [...new Set(steps.map((step) => step.subject))];
  const heard = steps.filter((step) => (step.payload as AccountPayload).heard).map((step) => step.subject);
  // Leads before companies, as whoever keeps a reading locks them.
  await rows.wantLooksOf([...new Set(heard)], now);
  const { model } = await ws.deciding(rows);
  const accounts = await rows.accountsAtLook(ids, { crm: ws.crm.kind, since: now - historyMs(model) });
  const since = ws.watchingSince;
  const looked = accounts.map((account) => ({ account, ...lookAtAccount(account, { model, since, now }) }));
  await rows.saveAccounts(
    looked.map(({ account, score, notice }) => ({ id: account.id, score, ...(notice && { playAt: now }) })),
    now,
  );
  const notices = looked.flatMap(({ notice }) => notice ?? []);
  const added = await rows.addNotices(notices, now);
  await rows.addSteps(await noticeSteps(rows, ws, { keys: added, model, now }), now);
  await rows.settleSteps(
    steps.map((step) => done(step, {})),
    now,
  );
  return notices.filter(({ key }) => added.includes(key));
}

/** Job titles are personal data, and stay with the leads. */
function withoutRoles(play: AccountPlay): AccountPlay {
  return { ...play, people: play.people.map(({ role: _kept, ...person }) => person) };
}

/** `since`: when anybody began to watch. What only the first import tells of opens no play. */
function lookAtAccount(
  account: KeptAccount,
  { model, since, now }: { model: Model; since: number; now: number },
): { score: number; notice?: NewNotice } {
  const { score } = accountScoreAt(now, account, model);
  if (!account.leads.some(({ signals }) => signals.some(({ at }) => at >= since))) return { score };
  const play = committeeAt(now, account, model, model.accounts.committee, account.lastPlayAt);
  if (play === undefined) return { score };
  const day = Math.floor(now / DAY_MS);
  const notice = {
    key: `play:${account.id}:${day}`,
    kind: 'account_play',
    account: account.id,
    at: now,
    facts: withoutRoles(play),
  };
  return { score, notice };
}
