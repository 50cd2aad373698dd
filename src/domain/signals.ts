/** An activity that says something about intent. The set of a lead's signals, the model and the instant decide its score. */
export type Signal = {
  /** Ours, unique in the workspace: two signals with one id are one signal. */
  id: string;
  /** Company signals (funding, hiring) are shared by all leads of the company and never open an episode alone. */
  subject: 'lead' | 'company';
  /** A key of the model's catalogue; a type it does not know adds nothing. */
  type: string;
  /** When it happened, epoch ms, by the source's clock (which may run ahead). */
  at: number;
  /** When we got it, epoch ms. The score never looks at it; opening an episode does. */
  receivedAt: number;
  /** What it was about, without personal data: a normalised URL path or a form's name. */
  asset?: string;
  /** 0 to 1: how sure the source is that a person meant it. Of mail with `mail`, opens.ts says more than this. */
  confidence: number;
  source: string;
  /** The words that made it this type, such as a reply's sentence: a person's own, so shown to reps and never logged. */
  evidence?: string;
  /** Of a type with a `state` (usage in percent): a reading. The state lasts from a reading above the mark to the next that is not. */
  level?: number;
  /** How an e-mail was opened or clicked: what tells a person from a machine. */
  mail?: Mail;
};

/** What is known of an open or a click. */
export type Mail = {
  /** The message: opens and clicks of one belong together. */
  message: string;
  /** When the message was delivered, epoch ms. */
  deliveredAt?: number;
  /** What asked for the picture or the link. */
  client: 'device' | 'proxy' | 'prefetch' | 'scanner' | 'unknown';
  /** The vendor itself says that it was a machine. */
  flagged?: boolean;
  /** Of a click: which link of the message. */
  link?: string;
  /** Of the message: how many links it has, when known. A machine that follows all of them is none of a reader's. */
  links?: number;
};

/** Equal for signals of the same type about the same thing; no asset is the same thing as no asset. */
export function assetKey(signal: Signal): string {
  return signal.asset === undefined ? signal.type : `${signal.type}\n${signal.asset}`;
}
