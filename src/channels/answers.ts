import type { Availability } from '../domain/hours/availability.ts';
import type { NotAFit } from '../domain/sla/notAFit.ts';
import type { Preferences } from '../domain/telling/preferences.ts';
import type { TellingSettings } from '../domain/telling/settings.ts';
import type { Alert } from './channel.ts';

/** What people say and ask through a channel, and what they are answered. The pipeline gives it; channels use it. */
export type Answers = {
  /**
   * Somebody pressed something. Safe twice: the same `key` is the same press, and changes nothing the second time. Never throws
   * for what the presser did: the answer says it in words.
   */
  act(press: Press): Promise<Pressed>;
  /** The alert as this reader sees it now; undefined when the episode is not known any more. */
  alert(who: Who, episode: string): Promise<Alert | undefined>;
  /** Plain lines for `why_hot`, `why_me` and `timeline`, in the reader's zone. */
  tell(who: Who, episode: string, what: 'why_hot' | 'why_me' | 'timeline'): Promise<string[]>;
  /** Who could have it, the asker too, those who are there first; not whoever has it. */
  candidates(who: Who, episode: string): Promise<Candidate[]>;
  /** The open hot leads of the asker, or of everyone, most urgent first. */
  queue(who: Who, whose: 'mine' | 'team'): Promise<QueueItem[]>;
  home(who: Who): Promise<Home>;
  savePreferences(who: Who, preferences: Preferences): Promise<Pressed>;
  /** `until` in epoch ms; absent: until they say that they are back. */
  away(who: Who, until: number | undefined, because?: string): Promise<Pressed>;
  back(who: Who): Promise<Pressed>;
  /** A status, a pause of notifications or the like changed in the chat. Absent: nothing more is known than that. */
  statusChanged(workspace: string, chatId: string): Promise<void>;
  /** The reader's zone and now, for words about times. */
  clock(who: Who): Promise<{ timeZone: string; now: number }>;
};

/**
 * A person of the team. `chatId` is the channel's id of them, `userId` the CRM's, `email` as the channel knows it: whichever of
 * them the workspace knows says who it is.
 */
export type Who = { workspace: string; chatId?: string; userId?: string; email?: string };

/** `key`: what makes it this press and no other, of the vendor (team, person, time, element). */
export type Press = { who: Who; key: string; episode: string; via: 'slack' | 'link' | 'crm' } & Deed;

export type Deed =
  | { do: 'claim' }
  | { do: 'contacted'; how: ContactHow; note?: string }
  | { do: 'snooze'; until: SnoozeUntil }
  | { do: 'reassign'; to: string }
  | { do: 'release' }
  | { do: 'not_a_fit'; reason: NotAFit; note?: string };

export type ContactHow = 'call' | 'email' | 'meeting' | 'message';

/**
 * `tomorrow`: nine on the next day on which the presser works; `back`: until they are next there; `now`: one that runs is over. A
 * time in epoch ms else.
 */
export type SnoozeUntil = '15m' | '1h' | 'tomorrow' | 'back' | 'now' | number;

/** In the presser's own zone: "Claimed: it is yours, respond by 10:40", "Bob Rep claimed it 12 s ago". */
export type Pressed = { ok: boolean; text: string };

/** `rep` is our id; `because`: "in working hours", "on holiday until Mon 9:00". */
export type Candidate = { rep: string; name: string } & Pick<Availability, 'present' | 'because'>;

export type QueueItem = {
  alert: Alert;
  /** "respond by 10:40, in 12 min", "42 min late". */
  due: string;
};

/** Everything on a rep's own page. */
export type Home = {
  /** Absent: nobody the CRM knows; `problem` says what to do. */
  name?: string;
  problem?: string;
  manager: boolean;
  availability?: Availability;
  urgent: QueueItem[];
  snoozed: QueueItem[];
  /** Hot leads that were spoken with in the last day: no clock. */
  spoken?: QueueItem[];
  /** For managers: those of the team that nobody has, or that are late. */
  team: QueueItem[];
  /** Name and value, in plain words: the last 30 days. */
  figures: { name: string; value: string }[];
  preferences: Preferences;
  settings: TellingSettings;
  /** Types a preference may name, with their words: `demo_request`, "demo request". */
  signals: { type: string; words: string }[];
  timeZone: string;
  now: number;
};
