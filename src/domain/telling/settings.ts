import type { NoticeKind, Pace } from './preferences.ts';

/** Alerts that one message holds at most: Slack takes 50 blocks, and nobody reads more. */
export const ROLLED_UP = 30;

/** A local time of day on some weekday. `at`: minutes from midnight. */
type Weekly = { day: 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun'; at: number };

/** Who is told what, where and when. */
export type TellingSettings = {
  /** Whether the shared channel also sees what a rep was given, to read only. */
  postAssigned: boolean;
  /** A channel (#name) in which managers see everything. */
  managersChannel?: string;
  /** So many alerts that wait for one place at once become one message. */
  rollUpFrom: number;
  /** More people of one company within this much go under the first one's message. */
  companyMinutes: number;
  /** A chat that takes no alert for this long: e-mail takes over. */
  mailAfterSeconds: number;
  /** When the context e-mail follows; 0: never. */
  briefMinutes: number;
  /** What a notice is until its rep says otherwise. */
  notices: Record<NoticeKind, Pace>;
  /** What a rep may not turn down: these notices always come at once, and hot leads of this kind as a message to the rep. */
  floor: { notices: NoticeKind[]; hot: 'all' | 'lanes' | 'tier 1' };
  /** Rep's end-of-day digest, minutes from local midnight. */
  digestAt: number;
  /** The managers' week. */
  weekly: Weekly;
  /** What a lead gets that nobody has contacted for `afterMinutes` (0: nothing). */
  sequence: {
    afterMinutes: number;
    /** The CRM's own sequence, where it has one: its id, and the e-mail of the user in whose name it is sent. */
    crmSequence?: { id: string; sender: string };
    /** Where the lead picks a time by themselves. */
    bookingUrl?: string;
    phone?: string;
  };
};

/** DESIGN 8. */
export const defaultTelling: TellingSettings = {
  postAssigned: true,
  rollUpFrom: 4,
  companyMinutes: 30,
  mailAfterSeconds: 60,
  briefMinutes: 2,
  notices: {
    many_opens: 'now',
    revived: 'digest',
    several_messages: 'digest',
    warm_click: 'digest',
    account_play: 'now',
  },
  floor: { notices: [], hot: 'all' },
  digestAt: 17 * 60 + 30,
  weekly: { day: 'mon', at: 8 * 60 },
  sequence: { afterMinutes: 120 },
};
