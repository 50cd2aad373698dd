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
  /** 0 to 1: how sure the source is that a person meant it. */
  confidence: number;
  source: string;
  evidence?: string;
};
