import type { Model } from '../model.ts';
import { MICROS, published, scoreAt } from '../scoring.ts';
import type { Signal } from '../signals.ts';

/** A lead of an account. Company signals may be among its signals; they count once, for the account. */
export type AccountLead = {
  id: string;
  signals: readonly Signal[];
  /** The job title, as the CRM has it. */
  role?: string;
};

/** A company: what is known of itself, and its leads, each given once. The same company signal in several places is one. */
export type Account = { companySignals: readonly Signal[]; leads: readonly AccountLead[] };

export type AccountScore = {
  /** Epoch ms: the instant it holds for. */
  at: number;
  /** 0 to 100, half a point rounds up. */
  score: number;
  /** Millionths of a point, not clamped: exactly `company` and every `counts` added up. */
  micros: number;
  /** Millionths of the company's signals, capped as the model says. */
  company: number;
  /** Strongest first, then id. `own` is the raw score of the lead's own signals, `counts` what it adds: both in millionths. */
  leads: { id: string; own: number; counts: number }[];
};

/** A part in a buying committee, and the job titles that play it: regular expressions, whatever the case. */
type CommitteeRole = { part: string; titles: string[] };

/**
 * When a committee is hot: `leads` people, each with a signal of these families or types in the last `days`, and an account
 * score of at least `score`. A play comes once per `everyDays`. Of `roles` the first that fits a title names the part.
 */
export type CommitteeSettings = {
  leads: number;
  days: number;
  families: string[];
  types: string[];
  score: number;
  everyDays: number;
  roles: CommitteeRole[];
};

/** `nextLead` is the part, 0 to 1, that each next lead of an account counts of what the one before it would. */
export type AccountSettings = { nextLead: number; committee: CommitteeSettings };

/** What a new workspace decides by (DESIGN 5). Trades come before ranks, so that a CFO is finance and a VP of Sales decides. */
export const defaultAccounts: AccountSettings = {
  nextLead: 0.5,
  committee: {
    leads: 3,
    days: 7,
    families: ['critical', 'research'],
    types: ['webinar_attendance'],
    score: 60,
    everyDays: 14,
    roles: [
      {
        part: 'finance',
        titles: ['\\bcfo\\b', 'financ', 'procurement', 'purchas', 'account(?:ant|ing)', '\\bcontroller\\b', 'treasur'],
      },
      {
        part: 'technical or security',
        titles: [
          '\\bc(?:t|i|is)o\\b',
          'chief (?:techn|information|security)',
          'security|compliance|privacy',
          '\\bit\\b',
          'engineer\\b|developer|architect|devops',
        ],
      },
      {
        part: 'decision maker',
        titles: [
          '\\bc[eormp]o\\b',
          'chief',
          'founder',
          '(?<!product )owner',
          'president|\\b[es]?vp\\b',
          'director|head of',
        ],
      },
      { part: 'champion', titles: ['manager', '\\blead(?:er)?\\b', 'product owner', 'principal', 'supervisor'] },
      {
        part: 'user',
        titles: [
          'analyst|specialist|scientist|designer',
          'coordinator|administrator|operator',
          'associate|assistant|executive',
        ],
      },
    ],
  },
};

/**
 * The score of an account at now (DESIGN 5): the company's signals once, the strongest lead in full, each next one half as
 * much. A lead counts with the published score of its own signals alone. Order and repetition of signals change nothing.
 */
export function accountScoreAt(now: number, account: Account, model: Model): AccountScore {
  const { nextLead } = model.accounts;
  const company = scoreAt(now, companySignalsOf(account), model).rawMicros;
  const strongestFirst = account.leads
    .map((lead) => ({ id: lead.id, ...scoreAt(now, ownSignalsOf(lead), model) }))
    .sort((a, b) => b.rawMicros - a.rawMicros || (a.id < b.id ? -1 : 1));
  const leads = strongestFirst.map(({ id, rawMicros, score }, index) => {
    return { id, own: rawMicros, counts: Math.round(score * MICROS * nextLead ** index) };
  });
  const micros = leads.reduce((sum, lead) => sum + lead.counts, company);
  return { at: now, score: published(micros), micros, company, leads };
}

/** The signals that are the lead's alone. */
export function ownSignalsOf({ signals }: AccountLead): Signal[] {
  return signals.filter((signal) => signal.subject === 'lead');
}

function companySignalsOf({ companySignals, leads }: Account): Signal[] {
  const amongLeads = leads.flatMap(({ signals }) => signals.filter((signal) => signal.subject === 'company'));
  return [...companySignals, ...amongLeads];
}
