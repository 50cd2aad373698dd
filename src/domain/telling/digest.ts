/** One lead in a list. */
export type DigestLead = {
  episode?: string;
  /** Our id of the lead. */
  lead?: string;
  name: string;
  company?: string;
  score: number;
  recordUrl?: string;
  /** "waits since 9:40, respond by 10:40", in the reader's zone. */
  text: string;
};

export type DigestPart = { title: string; leads: DigestLead[] };

/** A figure beside the team's, in words: "median response 24 min", "team 41 min". */
export type DigestFigure = { name: string; value: string; team?: string };

/** A rep's end of day, or a manager's week. Without parts and figures there is nothing to say, and it is not sent. */
export type Digest = {
  kind: 'day' | 'week';
  /** "Monday, 23 November". */
  title: string;
  parts: DigestPart[];
  figures: DigestFigure[];
  /** "Nobody answered 3 leads within an hour: ...". */
  notes: string[];
  timeZone: string;
  mayBeRepeated: boolean;
  now: number;
};
