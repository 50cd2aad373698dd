/** What the pipeline asks of a CRM. Every vendor's adapter keeps these promises; `contract.ts` tests them. */
export type Crm = {
  /** Names the vendor in identities, links and logs. Nothing outside `crm/` branches on it. */
  readonly kind: 'hubspot' | 'salesforce';

  /**
   * Records changed at or after the cursor, oldest change first, one page a call. Give back `cursor` next time;
   * undefined starts at `startAt`. Pages overlap, so the same change may come again: its `key` is the same then.
   * `more` says that another page is waiting now. `failed`: a part of the CRM could not be asked; the cursor has its place, and
   * what it has to tell comes later.
   */
  changesSince(
    cursor: string | undefined,
    startAt: number,
  ): Promise<{ changes: Change[]; cursor: string; more: boolean; failed?: Error[] }>;

  /**
   * The people with all activity the CRM keeps of them, at most `batchSize` ids. Ids that no longer exist are in `gone`. Ids in
   * `unreadable` exist, for all that is known, but what the CRM says of them cannot be understood: they never sink the others.
   */
  readLeads(ids: string[]): Promise<{ people: CrmLead[]; gone: string[]; unreadable: string[] }>;

  /**
   * The ids of the records of each of these people, in the order given, at most `batchSize`: by e-mail, whatever its case, or by the
   * id of another CRM that a sync wrote on the record (see `CrmLead.syncIds`). None is an empty list. Absent where nobody may search.
   */
  matches?(people: { email?: string; syncIds?: string[] }[]): Promise<string[][]>;

  /** Everyone who can own a record, inactive people included, so that their leads can be moved. */
  readReps(): Promise<CrmRep[]>;

  /** Sets the given fields of records, at most `batchSize`. Each write has its own outcome, in the order given. Safe twice. */
  writeLeads(writes: LeadWrite[]): Promise<Outcome[]>;

  /**
   * Creates tasks, at most `batchSize`, each with its own outcome in the order given. NOT safe twice: after an outcome with
   * `outcomeUnknown` ask `findTasks` first.
   */
  createTasks(tasks: NewTask[]): Promise<TaskOutcome[]>;

  /** Which of these tasks exist, by marker, read from the records themselves (never a lagging search index). */
  findTasks(wanted: { leadId: string; marker: string }[]): Promise<Map<string, string>>;

  /**
   * Gives existing tasks to another rep, due when it says or as before, at most `batchSize`, each with its own outcome in the
   * order given. Safe twice.
   */
  assignTasks(tasks: TaskAssignment[]): Promise<Outcome[]>;

  /**
   * Says of tasks, by their ids, that they are done, at most `batchSize`, each with its own outcome in the order given. What a
   * person has completed, put off or thrown away stays as it is, and is no failure. Safe twice.
   */
  completeTasks(taskIds: string[]): Promise<Outcome[]>;

  /**
   * Whose these leads may be, at most `batchSize`: their deals, their companies, and companies that may be theirs (same domain,
   * name or phone). Few calls for many leads. What the connection may not read is absent, never an error. `missing` as with
   * `readTouches`.
   */
  readRelations(leads: RelationsQuestion[], missing?: Missing): Promise<Map<string, Relations>>;

  /**
   * Deals changed at or after the cursor with all the people they are about, oldest change first; pages and cursor as with
   * `changesSince`. What was thrown away does not come. No cursor: the connection may not read deals now.
   */
  dealsSince(
    cursor: string | undefined,
    startAt: number,
  ): Promise<{ deals: (CrmDeal & { leadIds: string[] })[]; cursor: string | undefined; more: boolean }>;

  /**
   * Everybody, for a first import, one page a call in an order that stays the same: give back `cursor` for the next page; none
   * comes with the last. Who is added meanwhile comes in a later page, or by `changesSince`.
   */
  listLeads(
    cursor: string | undefined,
  ): Promise<{ people: CrmLead[]; unreadable: string[]; cursor: string | undefined }>;

  /** Names what `listLeads` lists, where that is more than the people of this `kind`: another name is listed anew. */
  readonly listing?: string;

  /** How many people there are, about: for showing how far an import is. */
  countLeads(): Promise<number>;

  /** Streams of activity of the whole account, beside what records tell of themselves. */
  readonly sources: Source[];

  /**
   * What reps and leads did with each other after `since`, by lead; at most `batchSize` leads. In any order. A part of the CRM that
   * cannot be asked is told to `missing`, and what the others say is answered; throws without `missing`, or where no part answers.
   */
  readTouches(leads: { leadId: string; since: number }[], missing?: Missing): Promise<Map<string, CrmTouch[]>>;

  /**
   * Puts a lead into one of the CRM's own sequences of mails, sent in the name of a user of the CRM (by e-mail). Safe twice: whoever
   * is in one already stays in that. Absent where the CRM has none.
   */
  enroll?(wanted: { leadId: string; sequence: { id: string; sender: string } }): Promise<Enrolled>;

  /**
   * Tells a workflow of the CRM that waits for its action what came of it: a text or number for each of the action's outputs. Safe
   * twice. Throws a permanent Failure `not_found` when nobody waits any more. Absent where the CRM has no such workflows.
   */
  completeAction?(callbackId: string, outputs: Record<string, string | number>): Promise<void>;

  /**
   * Keeps episodes where the CRM's own reports read them, by key, at most `batchSize`, each with its own outcome in the order given;
   * what is absent of one is emptied. Safe twice. Absent where the CRM has no reports of its own on them.
   */
  keepEpisodes?(episodes: EpisodeRecord[]): Promise<Outcome[]>;

  /**
   * The people of these episodes, by key, asked to be forgotten: what is kept of them says no reason any more and points to nobody, and
   * one that was not over is, as a duplicate. Times, tiers and scores stay, for they are counted. One that is not kept is done. At most
   * `batchSize`, each with its own outcome in the order given. Safe twice. There where `keepEpisodes` is.
   */
  forgetEpisodes?(keys: string[]): Promise<Outcome[]>;

  /**
   * Creates what the product writes to (properties, Lead Status option), or only looks whether a command has set the CRM up. Merges,
   * never replaces. Safe twice.
   */
  prepare(): Promise<Preparation>;

  /** The record's page for a person with a browser. */
  recordUrl(leadId: string): string;

  /** In which CRM `recordUrl` opens a record, and its id there; in this one, under the same id, where absent. */
  place?(leadId: string): { crm: Crm['kind']; record: string };

  /**
   * How the pipeline knows a record by which this vendor's own events name it; by the same id where absent. Undefined: this is not
   * that vendor's.
   */
  named?(kind: Crm['kind'], record: string): string | undefined;

  /** Records one call takes at most. */
  readonly batchSize: number;

  /** Writes that `writeLeads` takes at once; `batchSize` where absent. */
  readonly writesAtOnce?: number;

  /** Calls that it takes of us in ten seconds, by the vendor's plan or by our own pace; as many as are usual where absent. */
  readonly callsPer10Seconds?: number;

  /**
   * Least ms between two askings for changes, and between two writings of scores that nobody waits for; as usual where absent, or 0.
   * `episodesMs`: between two keepings of episodes, where that is another time than that of scores. `finishMs`: between two completions
   * of tasks that somebody's contact made needless; at once where absent.
   */
  readonly pace?: { changesMs: number; scoresMs: number; episodesMs?: number; finishMs?: number };
};

/** `already`: the lead is in a sequence, this one or another. `unsupported`: not on this connection, or not for this sender. */
export type Enrolled =
  | { kind: 'enrolled' }
  | { kind: 'already'; sequence?: string }
  | { kind: 'unsupported'; because: string };

/**
 * One stream of activity of a whole account: form submissions, replies, webinars. What it tells of a kind in `replaces` is told
 * better than by a record's own history: while the source works, the history's activities of that kind do not count. What it
 * tells of a kind in `adds` is told as well by a record's own history: whichever tells first tells.
 */
export type Source = {
  /** Names it in cursors, in `Activity.from` and in words: "forms". */
  readonly id: string;
  /** The least time between two readings when nothing waits. */
  readonly everyMs: number;
  readonly replaces: readonly Activity['kind'][];
  readonly adds: readonly Added[];
  /**
   * What happened at or after the cursor, or `startAt` without one; pages overlap as with `changesSince`, and the same activity
   * has the same `sourceId`, which begins with the source's id and a colon. Nothing before `upTo` is missing, but what a lagging
   * index hides for up to three minutes; activities may be later. `absent`: this connection may not read it (a scope, the plan),
   * in words; ask again later.
   */
  since(cursor: string | undefined, startAt: number): Promise<SourcePage | { absent: string }>;
};
/**
 * A kind that a source and a record's own history both tell of, in any order, within two minutes of each other. `history`:
 * what comes before the first colon of the history's `sourceId` of it. `byName`: the same has the same name.
 */
export type Added = { kind: Activity['kind']; history: string; byName: boolean };
export type SourcePage = {
  found: { leadId: string; activities: Activity[] }[];
  cursor: string;
  more: boolean;
  upTo: number;
};

/** "Look at this record again." The same key is the same change, however often and by whichever way it arrives. */
export type Change = {
  key: string;
  leadId: string;
  /** The person asked to be forgotten: everything of them goes, for good. */
  erase?: true;
  /** It went into this record by a merge: they are the same person from now on. */
  into?: string;
};

/** A person as the CRM has them now. Empty strings never occur: absent is undefined. */
export type CrmLead = {
  id: string;
  email?: string;
  firstName?: string;
  lastName?: string;
  phone?: string;
  jobTitle?: string;
  company?: string;
  country?: string;
  /** Where the person came from, in lower-case words: "paid search". */
  source?: string;
  /** The CRM's id of the owner (see `CrmRep.id`). */
  ownerId?: string;
  /** When the CRM last changed the record, epoch ms: an older reading never overwrites a newer one. */
  modifiedAt?: number;
  /** The raw Lead Status value. */
  status?: string;
  lifecycle?: string;
  /** People at the company, as a number or as the CRM writes it ("51-200"). */
  companySize?: string;
  industry?: string;
  /** Wants no marketing mail any more; unknown is undefined. */
  unsubscribed?: boolean;
  /** When somebody last got in touch, or the owner got it: whichever is later. */
  touchedAt?: number;
  /** When somebody of the team last got in touch, by whatever way. */
  contactedAt?: number;
  /** Whether the record itself says that it has deals, and a company; absent where it does not say. */
  hasDeals?: boolean;
  hasCompany?: boolean;
  /** Other records that are this person's, too: in another CRM. */
  also?: string[];
  /** Which records of other CRMs are this person, as a sync between them wrote it on this one: `salesforce:00Q...`, in full. */
  syncIds?: string[];
  /** A person's word for its stage, where no deal says it: `hotlead_stage`. */
  tag?: string;
  activities: Activity[];
};

/** These leads are known by half. Told before the answer comes. */
export type Missing = (leadIds: string[], failure: Error) => void;

/** What is known of a lead by which its company may be found. */
export type RelationsQuestion = {
  leadId: string;
  domain?: string;
  company?: string;
  phone?: string;
  /** The record said so a moment ago: they are not asked for. */
  noDeals?: boolean;
  noCompany?: boolean;
};

export type Relations = { deals: CrmDeal[]; companies: CrmCompany[] };

export type CrmDeal = {
  id: string;
  state: 'open' | 'won' | 'lost';
  /** The CRM's id of the stage, and what people call it. */
  stage?: string;
  stageLabel?: string;
  ownerId?: string;
  createdAt?: number;
  changedAt?: number;
  /** In the company's home currency, where the CRM says it; else in the deal's own. */
  amount?: number;
};

/** `associated`: the CRM says that the lead belongs to it; else it only looks alike. */
export type CrmCompany = {
  id: string;
  associated: 'primary' | 'other' | 'no';
  name?: string;
  domain?: string;
  website?: string;
  phone?: string;
  ownerId?: string;
  /** Who looks after it as a customer, where the connection names a field for that. */
  csmId?: string;
  lifecycle?: string;
  /** In people: "120", "51-200". */
  companySize?: string;
  industry?: string;
  country?: string;
  openDeals?: number;
  lastActivityAt?: number;
  createdAt?: number;
};

/** See `Touch` in domain/contacts.ts; `ownerId` is the CRM's. */
export type CrmTouch = {
  id: string;
  kind: 'call' | 'email' | 'meeting' | 'message';
  at: number;
  ownerId?: string;
  by: 'rep' | 'lead' | 'machine';
  happened: boolean;
};

/** What a CRM or tracker reports, before anything decides whether it says something about intent. */
export type Activity = {
  /** The source's id of this event, unique for the lead: the same event read twice, also after a merge, has the same id. */
  sourceId: string;
  kind:
    | 'page_view'
    | 'form_submission'
    | 'email_open'
    | 'email_click'
    | 'email_reply'
    | 'meeting_booked'
    | 'visit'
    | 'campaign_response'
    | 'custom_event';
  /** The source that told it (`Source.id`); absent: the record's own history. */
  from?: string;
  /** Epoch milliseconds. */
  at: number;
  /** URL, form name, event name or campaign type: what the mapping to signals matches on. */
  name: string;
  /** Of an event that carries a number: usage in percent, growth in percent. */
  value?: number;
  /** Of an open or a click: what tells a person from a machine. Each only where the CRM says it. */
  mail?: {
    message: string;
    deliveredAt?: number;
    userAgent?: string;
    flagged?: boolean;
    link?: string;
    links?: number;
  };
  /** Of a reply: its words. They are read and not kept, but for the sentence that decides. */
  reply?: { text: string; subject?: string; headers?: Record<string, string> };
};

export type CrmRep = {
  /** The CRM's owner id, which `LeadWrite.ownerId` and `NewTask.ownerId` take. */
  id: string;
  /** Ids by which the same person may have been known: `id` stands for them, too, from now on. The likeliest first. */
  also?: string[];
  email?: string;
  name: string;
  /** The CRM's id of the person as a user, where it is another than the owner's. */
  userId?: string;
  /** False when the person was deactivated or archived. */
  active: boolean;
  /** The CRM's own switch: false when the rep set "away". A blank one counts as available. */
  available: boolean;
  /** IANA zone when the CRM knows one. */
  timeZone?: string;
  /** The working week, where it is set, in the rep's own zone; minutes from midnight. */
  hours?: CrmHours[];
  /** Out of office, as set in the CRM. */
  outOfOffice?: { from: number; to: number }[];
};

/** `to` is after `from`, at most 1440. */
export type CrmHours = { days: ('mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun')[]; from: number; to: number };

/** Only the given fields are written. Times are epoch milliseconds. */
export type LeadWrite = {
  leadId: string;
  ownerId?: string;
  /** Sets Lead Status to "Hot Lead - Immediate Action Required". */
  hotStatus?: true;
  /**
   * Of a person's records in two CRMs, one that became theirs late gets what the other has of it: the hot Lead Status, and the owner
   * where it has none. Nothing where a person has chosen otherwise. Only where a reading told `also`.
   */
  catchUp?: true;
  /** Sets Lead Status to this raw value, but only while it is the hot one: a person's choice stays. Null empties it. */
  statusAfter?: string | null;
  score?: number;
  tier?: 'tier_1' | 'tier_2' | 'tier_3' | 'none';
  reason?: string;
  hotSince?: number;
  /** The first human contact after the episode opened. */
  firstContactAt?: number;
  scoredAt?: number;
  /** What the tier becomes if nothing else happens, and when; null: it stays. */
  next?: { at: number; tier: 'tier_1' | 'tier_2' | 'tier_3' | 'none' } | null;
};

/** An episode as a CRM's own reports show it. Times are epoch milliseconds. */
export type EpisodeRecord = {
  /** The same for ever, of this episode alone. */
  key: string;
  /** Absent once the CRM has no record of them any more: then the episode points to nobody, and says no reason. */
  leadId?: string;
  /** Who has it, as the CRM's owner id. */
  ownerId?: string;
  state: 'open' | 'claimed' | 'contacted' | 'closed';
  closedAs?: string;
  tier: 1 | 2;
  /** When it opened. */
  score: number;
  reason: string;
  /** When what made it hot happened, when it opened, and until when somebody is to answer. */
  signalAt: number;
  openedAt: number;
  respondBy: number;
  /** The first thing a rep did about it, and the first contact. */
  firstActionAt?: number;
  firstContactAt?: number;
  /** The CRM's id of the deal that came of it. */
  dealId?: string;
};

export type NewTask = {
  leadId: string;
  /** Unique for the episode's task; put where `findTasks` reads it back. */
  marker: string;
  subject: string;
  /** Plain text, lines parted by a newline: the adapter shapes and escapes it. */
  body: string;
  dueAt: number;
  /** The rep whose queue it goes to; undefined leaves it unassigned. */
  ownerId?: string;
  /** The CRM's task queue of that rep, where one is configured. */
  queueId?: string;
};

export type TaskAssignment = { taskId: string; ownerId: string; queueId?: string; dueAt?: number };

/** `failure` is a Failure (failure.ts) of this one item. */
export type Outcome = { ok: true } | { ok: false; failure: Error };
export type TaskOutcome = { ok: true; taskId: string } | { ok: false; failure: Error };

/** What `prepare` found or did, in plain sentences for the log. */
export type Preparation = {
  done: string[];
  problems: string[];
  /** The account's own IANA zone, where the CRM says it. */
  timeZone?: string;
  /** The zones of other CRMs' accounts, by kind, where this is more than one CRM. */
  otherZones?: Partial<Record<Crm['kind'], string>>;
};

/**
 * What goes first when calls are scarce. `now`: whatever a rep waits for (owner, status, task, reading for an alert). `score`:
 * scores and what nobody waits for. `import`: the first import.
 */
export type Lane = 'now' | 'score' | 'import';

/**
 * Waits for this call's turn within the vendor's limits, shared by all processes; throws Failure.rateLimited when the turn is too
 * far off.
 */
export type TakeTurn = (bucket: 'call' | 'search', lane?: Lane) => Promise<void>;

/** A webhook delivery as it arrived: the exact bytes, before anything parsed them. */
export type RawDelivery = { method: string; url: string; headers: Record<string, string | undefined>; body: Buffer };

/** What a vendor's webhook means to us, checked in the only right order: signature over the bytes, age, JSON, shape. */
export type WebhookIntake = (
  delivery: RawDelivery,
  now: number,
) =>
  | { kind: 'refused'; status: 400 | 401; reason: string }
  /** `account` names the portal or org; `ignored` counts events of no interest, with why. */
  | { kind: 'accepted'; batches: { account: string; changes: Change[] }[]; ignored: Record<string, number> };
