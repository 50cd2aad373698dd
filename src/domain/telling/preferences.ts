/** Notices: patterns of opens, a warm lead's confident click, a committee that buys together. */
export const noticeKinds = ['many_opens', 'revived', 'several_messages', 'warm_click', 'account_play'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** At once, in the next digest, or not at all. */
export const paces = ['now', 'digest', 'off'] as const;
export type Pace = (typeof paces)[number];

/** What one rep chose; what is absent is as the settings say. */
export type Preferences = {
  notices?: Partial<Record<NoticeKind, Pace>>;
  /**
   * Hot leads by the type of the signal that made them so, where the floor allows: `digest` waits for the end of the day, without
   * reminders; the clock runs, and backup and manager hear of what nobody answers.
   */
  alerts?: Record<string, Exclude<Pace, 'off'>>;
  /** Local times without a message, minutes from midnight; over midnight where `to` is before `from`. They count as being away. */
  quiet?: { from: number; to: number };
  /** Minutes from local midnight. */
  digestAt?: number;
};
