import { Failure } from '../../failure.ts';
import type { Crm, CrmTouch, NewTask } from '../crm.ts';

/** What can befall one call. `lostAnswer`: it takes effect and nobody hears. `cut`: it never arrives. */
export type BadCall = 'lostAnswer' | 'cut' | 'nonsense' | 'unavailable' | { retryAfterSeconds: number };
type Operation =
  | 'changesSince'
  | 'readLeads'
  | 'writeLeads'
  | 'createTasks'
  | 'assignTasks'
  | 'readDeals'
  | 'dealsSince'
  | 'readCompanies'
  | 'readCalls'
  | 'enroll';

/** What a person, a lead or a machine did; `happened` false is a call nobody took, a meeting called off, a mail that came back. */
export type TouchMade = Pick<CrmTouch, 'kind' | 'by' | 'happened' | 'at'> & { ownerId: string };

/** An adapter joined to a stand-in of its vendor, on one clock, with what a person in the vendor's own screens could do. */
export type CrmUnderTest = AsyncDisposable & {
  crm: Crm;
  now(): number;
  /** Two who can own records, and one who could until deactivated. */
  reps: { ann: string; bob: string; gone: string };
  /** The vendor keeps no history of who owned such people. */
  forgetsOwners?: true;
  /** The status of a person whose status nobody set, where the vendor wants one for everybody. */
  usualStatus?: string;
  makeLeads(count: number, lead?: { ownerId?: string }): Promise<string[]>;
  /** Another value in a field of no interest, a moment later. */
  touchLead(leadId: string): Promise<void>;
  visitPage(leadId: string, url: string): Promise<void>;
  deleteLead(leadId: string): Promise<void>;
  /** The lead does now what this source tells of, whichever it is. */
  act(source: string, leadId: string): Promise<void>;
  /** An hour goes by; answers what time it is then. */
  wait(): Promise<number>;
  /** As the vendor merges two records; answers the id that the person has from then on. */
  mergeLeads(kept: string, merged: string): Promise<string>;
  /** A command makes what the product writes to, and made it here: preparing only looks. */
  setUpByCommand?: true;
  /** The choices of Lead Status as the CRM has them. */
  leadStatuses(): Promise<string[]>;
  taskCount(leadId: string): Promise<number>;
  /** The owners of the lead's tasks, oldest task first. */
  taskOwners(leadId: string): Promise<(string | undefined)[]>;
  /** Whether the lead's tasks are open, done or something else, oldest task first. */
  taskStates(leadId: string): Promise<('open' | 'done' | 'other')[]>;
  /** Puts a task off, as a person does. */
  putOffTask(taskId: string): Promise<void>;
  /** Throws a task away, as a person does. */
  deleteTask(taskId: string): Promise<void>;
  /** Chooses another Lead Status, one that `leadStatuses` has. */
  setStatus(leadId: string, status: string): Promise<void>;
  makeDeal(
    deal: { state: 'open' | 'won' | 'lost'; ownerId?: string; amount?: number },
    leadIds: string[],
  ): Promise<string>;
  /** Wins or loses a deal, a moment later. */
  endDeal(dealId: string, state: 'won' | 'lost'): Promise<void>;
  deleteDeal(dealId: string): Promise<void>;
  makeCompany(
    company: { name: string; domain?: string; phone?: string; ownerId?: string },
    leadIds: string[],
  ): Promise<string>;
  makeTouch(leadId: string, touch: TouchMade): Promise<void>;
  /** A sequence that Ann may send. Absent where the vendor has none. */
  makeSequence?(): Promise<{ id: string; sender: string }>;
  /** The sequence a lead is in. */
  sequenceOf?(leadId: string): Promise<string | undefined>;
  /** The week of a rep as the CRM's screens set it. Absent where the vendor keeps none for a single user. */
  setHours?(ownerId: string, hours: { weekdaysFrom: number; weekdaysTo: number }): Promise<void>;
  /** Spoils the next call of this operation. */
  spoil(operation: Operation, bad: BadCall): void;
};

/** Gives a fresh, empty CRM each time. */
export type Start = () => Promise<CrmUnderTest>;

/** A task as the product makes it, in Ann's name, due in an hour. */
export function taskFor(on: CrmUnderTest, leadId: string, marker: string): NewTask {
  const subject = 'HOT LEAD: Contact within 1 hour - pricing page';
  return {
    leadId,
    marker,
    subject,
    body: 'Pricing page & docs,\n3 times',
    dueAt: on.now() + 3_600_000,
    ownerId: on.reps.ann,
  };
}

/** The failure of an outcome that must be one. */
export function failureIn(outcome: { ok: true } | { ok: false; failure: Error } | undefined): Failure {
  if (outcome?.ok === false) return Failure.from(outcome.failure);
  throw new Error('expected a failed outcome');
}
