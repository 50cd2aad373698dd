import { type AccountSettings, defaultAccounts } from './accounts/accounts.ts';
import { defaultCatalogue, defaultFamilies } from './catalogue.ts';
import { defaultRecipes } from './defaultRecipes.ts';
import { defaultFit, type FitSettings } from './fit/fit.ts';
import type { Mapping } from './mapping/mapping.ts';
import { defaultMapping } from './mapping/mappingDefaults.ts';
import { defaultOpens, type OpenSettings } from './opens/opens.ts';
import { defaultRouting, type RoutingSettings } from './routing/settings.ts';
import { defaultSla, type SlaSettings } from './sla/settings.ts';
import { defaultTelling, type TellingSettings } from './telling/settings.ts';

/** How a signal's value falls with its age. `loss` is the part lost per 7 days (0.2 is 20%), compounding continuously. */
export type Decay =
  | { kind: 'hold'; days: number }
  | { kind: 'weekly'; loss: number }
  | { kind: 'linear'; days: number };

/** What signals of one type add: all their values, the strongest, or each next one half as much. */
type Repeat = 'sum' | 'once' | 'diminish';

export type TypeRule = {
  /** A key of `families`. */
  family: string;
  points: number;
  decay: Decay;
  repeat: Repeat;
  /** What must be equal for two signals to be one visit when they are close in time. */
  foldBy: 'type' | 'type and asset';
  /** How a rep reads it: "pricing page", followed by "3 times in 20 minutes". */
  words: string;
  /** A signal of this type with a `level` is a reading: while readings are above this, it counts in full and does not age. */
  state?: { above: number };
};

export type FamilyRule = {
  /** Points; absent is no cap. */
  cap?: number;
  variety: 'each type' | 'whole family' | 'none';
};

/** Signals of any of these types or families, but of none of the types in `except`. Naming nothing matches nothing. */
export type Match = { types?: string[]; families?: string[]; except?: string[] };

/**
 * The pattern of a recipe, over what counts: not folded away, value not 0. `count` with `different` counts one for each type
 * and asset. `near` is one signal of each, less than `hours` from each other. `within` looks at the last `days` only, the far
 * end excluded.
 */
export type Condition =
  | { kind: 'any'; of: Match }
  | { kind: 'count'; of: Match; atLeast: number; different: boolean }
  | { kind: 'near'; one: Match; other: Match; hours: number }
  | { kind: 'within'; days: number; that: Condition }
  | { kind: 'and' | 'or'; all: Condition[] }
  | { kind: 'not'; that: Condition };

/** Reaches `tier` when its pattern holds and the score is at least `score`. `words` say the pattern to a rep. */
export type Recipe = { on: boolean; tier: 1 | 2; score: number; words: string; when: Condition };

/**
 * `times` signals of `type` in the last `hours`, first and last at least `apartMinutes` from each other. `asked`: somebody else
 * asked, the lead itself did nothing: it joins an episode that is open, starts no clock in it, and lifts no suppression.
 */
export type Lane = { on: boolean; type: string; times: 1 | 2; apartMinutes: number; hours: number; asked?: true };

type SuppressionSettings = {
  customerLifecycles: string[];
  ownDomains: string[];
  competitorDomains: string[];
  disposableDomains: string[];
  disqualifiedDays: number;
  /** Lead Statuses by which people say in the CRM that somebody is no lead, whatever their case. */
  disqualifiedStatuses: string[];
};

/** Every setting that decides a score, a tier or an opening, as plain JSON. Decisions record its version. */
export type Model = {
  version: number;
  families: Record<string, FamilyRule>;
  catalogue: Record<string, TypeRule>;
  /** Weekly decay ends here: an older signal adds nothing. */
  windowDays: number;
  foldMinutes: number;
  /** A signal dated at most this far ahead counts as now; a later one has not happened yet. */
  aheadMinutes: number;
  /** Points from which a type (or family) counts for variety. */
  varietyPoints: number;
  /** Points from which a positive signal is `counted`. */
  countedPoints: number;
  tiers: {
    one: { score: number; variety: number };
    two: { score: number; variety: number; counted: number };
    three: { score: number };
  };
  recipes: Record<string, Recipe>;
  lanes: Record<string, Lane>;
  /** An episode opens only when an own positive signal was received this recently; it cools below `coolScore`. */
  opening: { receivedWithinHours: number; repeatWithinDays: number; coolScore: number; coolRecipeMargin: number };
  suppression: SuppressionSettings;
  fit: FitSettings;
  accounts: AccountSettings;
  /** How far an open or a click is a person's. */
  opens: OpenSettings;
  /** What reported activities become; it holds for what comes after it is published. */
  mapping: Mapping;
  /** Who gets a hot lead. */
  routing: RoutingSettings;
  /** What happens while nobody answers. */
  sla: SlaSettings;
  /** Who is told what, where and when. */
  telling: TellingSettings;
};

/** HubSpot's and Salesforce's own; "Unqualified" is what many add to the latter. */
export const defaultDisqualifiedStatuses = ['Unqualified', 'Closed - Not Converted'];

/** What a new workspace decides by: the numbers of DESIGN 4 to 6. */
export const defaultModel: Model = {
  version: 1,
  families: defaultFamilies,
  catalogue: defaultCatalogue,
  windowDays: 30,
  foldMinutes: 30,
  aheadMinutes: 5,
  varietyPoints: 5,
  countedPoints: 1,
  tiers: { one: { score: 80, variety: 3 }, two: { score: 70, variety: 2, counted: 3 }, three: { score: 40 } },
  recipes: defaultRecipes,
  lanes: {
    demo_request: { on: true, type: 'demo_request', times: 1, apartMinutes: 0, hours: 24 },
    contact_sales: { on: true, type: 'contact_sales', times: 1, apartMinutes: 0, hours: 24 },
    positive_reply: { on: true, type: 'positive_reply', times: 1, apartMinutes: 0, hours: 24 },
    route_request: { on: true, type: 'route_request', times: 1, apartMinutes: 0, hours: 24, asked: true },
    two_pricing_visits: { on: true, type: 'pricing_page_visit', times: 2, apartMinutes: 60, hours: 24 },
  },
  opening: { receivedWithinHours: 24, repeatWithinDays: 14, coolScore: 60, coolRecipeMargin: 10 },
  suppression: {
    customerLifecycles: ['customer'],
    ownDomains: [],
    competitorDomains: [],
    disposableDomains: [
      '10minutemail.com',
      'guerrillamail.com',
      'mailinator.com',
      'maildrop.cc',
      'sharklasers.com',
      'temp-mail.org',
      'tempmail.com',
      'throwawaymail.com',
      'trashmail.com',
      'yopmail.com',
    ],
    disqualifiedDays: 90,
    disqualifiedStatuses: defaultDisqualifiedStatuses,
  },
  fit: defaultFit,
  accounts: defaultAccounts,
  opens: defaultOpens,
  mapping: defaultMapping,
  routing: defaultRouting,
  sla: defaultSla,
  telling: defaultTelling,
};
