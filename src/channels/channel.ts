/** What the pipeline asks of a way to reach people. */
export type Channel = {
  readonly kind: 'slack';
  /** The channel's id of the person with this e-mail; undefined when there is none. Cached by the adapter. */
  findPerson(email: string): Promise<string | undefined>;
  /**
   * Learns ahead of time who these people are, in few calls, so that alerts need not ask one by one. Safe to skip, and safe
   * to fail: `findPerson` asks for whoever is still unknown.
   */
  meet(emails: string[]): Promise<void>;
  /**
   * Posts one alert. NOT safe twice. Throws a Failure; `outcomeUnknown` on it means that the post may be there.
   * `message` is what later edits and threads need.
   */
  post(alert: Alert, place: Place): Promise<Posted>;
};

export type Place = { kind: 'person'; id: string } | { kind: 'channel'; id: string };
export type Posted = { place: string; message: string };

/** Everything a rep needs to act. Plain words and epoch milliseconds; the channel shapes and escapes them. */
export type Alert = {
  /** Our episode id: opaque, safe to show to any app of the workspace. */
  episode: string;
  lead: {
    name: string;
    company?: string;
    jobTitle?: string;
    phone?: string;
    email?: string;
    recordUrl: string;
    crm: string;
  };
  /** Why they hear of it now, where it is not only that the lead is hot: nobody has answered, nobody can take it. */
  note?: string;
  score: number;
  tier: 1 | 2 | 3;
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
