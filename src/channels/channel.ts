import type { Chat } from '../domain/hours/availability.ts';
import type { Control } from '../domain/telling/controls.ts';
import type { Digest } from '../domain/telling/digest.ts';
import type { Standing } from '../domain/telling/standing.ts';

/** What the pipeline asks of a way to reach people. */
export type Channel = {
  readonly kind: 'slack' | 'email' | 'teams';
  /** Where messages go that no single rep gets; absent when this channel has no such place. */
  readonly shared?: Place;
  /**
   * The channel's id of the person with this e-mail; undefined when there is none. Cached by the adapter. Throws a Failure.
   */
  findPerson(email: string): Promise<string | undefined>;
  /** Why `findPerson` last answered undefined for this e-mail, in words; undefined when it has not. Absent where there is no more to say. */
  whyUnknown?(email: string): string | undefined;
  /**
   * Learns ahead of time who these people are, in few calls, so that alerts need not ask one by one. Safe to skip, and safe
   * to fail: `findPerson` asks for whoever is still unknown.
   */
  meet(emails: string[]): Promise<void>;
  /**
   * Posts one message. NOT safe twice. Throws a Failure; `outcomeUnknown` on it means that the post may be there.
   * `message` of the answer is what later edits and threads need.
   */
  post(message: Message, place: Place): Promise<Posted>;
  /**
   * Makes a posted message show something else, without a sound. Safe twice. Throws a Failure; a permanent one: it cannot be
   * changed any more. Absent where nothing that was sent can be changed.
   */
  update?(message: Message, posted: Posted): Promise<void>;
  /**
   * What the chat shows of these people (its own ids), as of now; whoever is not known is absent. `unread`: there are too many to
   * ask for all at once, and it is another's turn. Absent: no chat.
   */
  readStatuses?(ids: string[]): Promise<Map<string, ChatStatus | 'unread'>>;
};

/** `thread`: the `message` under which it goes, where the channel has threads. */
export type Place = { kind: 'person' | 'channel'; id: string; thread?: string };
export type Posted = { place: string; message: string };

/** `active`: at the keyboard now; a hint for ties only. */
export type ChatStatus = Omit<Chat, 'since'> & { active?: boolean };

/** Everything that is ever told. Plain words and epoch milliseconds; the channel shapes and escapes them. */
export type Message =
  | { kind: 'alert'; alert: Alert }
  /** Many at once in one place: one message instead of a flood. At most ROLLED_UP alerts. */
  | {
      kind: 'rollup';
      alerts: Alert[];
      surface: Alert['surface'];
      timeZone: string;
      mayBeRepeated: boolean;
      now: number;
    }
  | { kind: 'notice'; notice: Notice }
  | { kind: 'digest'; digest: Digest }
  | { kind: 'brief'; brief: Brief };

/** The lead as people know them. */
export type LeadCard = {
  name: string;
  company?: string;
  jobTitle?: string;
  phone?: string;
  email?: string;
  recordUrl: string;
  crm: string;
};

/** Everything a rep needs to act. */
export type Alert = {
  /** Our episode id: opaque, safe to show to any app of the workspace. */
  episode: string;
  lead: LeadCard;
  /** Who reads it: whoever has the lead, somebody else who is told (backup, manager), or everyone in a channel. */
  surface: 'assignee' | 'person' | 'channel';
  /** Where the episode stands now. */
  standing: Standing;
  /** What the reader may do from here, in the order in which it is offered; a channel that cannot do one leaves it out. */
  controls: Control[];
  /** Addresses that do the same where a channel has no buttons of its own: each shows a page that asks to confirm. */
  links?: Partial<Record<Control, string>>;
  /** Why they hear of it now, where it is not only that the lead is hot: nobody has answered, nobody can take it. */
  note?: string;
  /**
   * What it stands under, in a thread: the alert of the same episode (which says the rest), one of an earlier episode of the same
   * lead, or that of somebody else of the same company. Absent: it stands alone.
   */
  under?: 'alert' | 'earlier' | 'colleague';
  /** Whom it calls by name, by the channel's ids: when it is posted; an edit calls nobody. */
  mention?: string[];
  /** They spoke with each other in the last day: no task, no clock. */
  fyi?: boolean;
  score: number;
  tier: 1 | 2 | 3;
  fit?: 'good' | 'unknown' | 'poor' | 'excluded';
  /** Why now, strongest first: "asked for a demo 2 minutes ago", as it was at `reasonsAt`. */
  reasons: string[];
  reasonsAt: number;
  /** Their own words, where they wrote some. */
  quote?: string;
  /** When the heat ends if nothing else happens. */
  hotUntil?: number;
  owner?: string;
  assignee?: string;
  /** Why the assignee is not the owner, or why nobody is assigned. */
  routingNote?: string;
  respondBy: number;
  /** IANA zone of the reader. */
  timeZone: string;
  /** True when an earlier post of this alert may already be there. */
  mayBeRepeated: boolean;
  now: number;
};

/** Something worth knowing without an episode, a task or a clock. */
export type Notice = {
  id: string;
  /** Absent for what is about a whole company. */
  lead?: LeadCard;
  company?: string;
  /** "opened one e-mail 5 times in 2 days". */
  headline: string;
  details: string[];
  at: number;
  timeZone: string;
  mayBeRepeated: boolean;
  now: number;
};

/** The context e-mail: all there is to read before the call. */
export type Brief = {
  alert: Alert;
  /** Oldest first. */
  history: { at: number; text: string }[];
  pages: string[];
  downloads: string[];
  /** Of the company and the person: name and value. */
  facts: [name: string, value: string][];
  talkingPoints: string[];
};
