/** Two records that are one person. `first` is an id of the first CRM, `second` one of the second with its kind: `salesforce:00Q...`. */
export type Link = { first: string; second: string; how: 'id' | 'email'; seen: Seen; halfAt?: number };

/** What was last seen of the two: each side in its own words, and what counts (an owner of the second CRM with its kind). */
export type Agreed = {
  value?: string | undefined;
  first?: string | undefined;
  second?: string | undefined;
};

/**
 * Absent before the two were read together. `before`: their Lead Status before it became the hot one; `from`: the one that was hot
 * before the other was theirs, where that is the second: what comes after it is said in that one's words.
 */
export type Seen = {
  owner?: Agreed;
  status?: Agreed;
  unsubscribed?: boolean;
  before?: { first?: string | undefined; second?: string | undefined; from?: 'second' };
};

/** Null takes a field away. */
export type SeenNews = { second: string; seen: { [Field in keyof Seen]?: Seen[Field] | null }; half?: boolean };

/** Where links are kept. A record of the second CRM is in one link at most; one of the first may be in several. */
export type Links = {
  /** All links of the people whose records these are, of either CRM; of several with the same `first` the newest second comes first. */
  of(records: string[]): Promise<Link[]>;
  /**
   * Keeps pairs; a second that is somebody's stays theirs, but for what was only an address and what a sync says now. Answers all
   * links of these people as they are now. Safe twice.
   */
  keep(pairs: Pick<Link, 'first' | 'second' | 'how'>[]): Promise<Link[]>;
  /** What was seen, laid over what is kept field by field. `half`: one of the two could not be read. */
  saw(news: SeenNews[]): Promise<void>;
  /** Records that went into others of their CRM, which have their halves from now on, and what was seen of them. Safe twice. */
  moved(merges: { record: string; into: string }[]): Promise<void>;
  /** Records that are no more. */
  drop(records: string[]): Promise<void>;
  /** Who was last read without one half, longest ago first. */
  halves(limit: number): Promise<Link[]>;
};
