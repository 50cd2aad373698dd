/** Mail to people outside the team: the lead itself. What reps get is a `Channel`. */
export type Mail = {
  /**
   * Sends one mail in the name of a rep. NOT safe twice. Throws a Failure; `outcomeUnknown` on it means that it may be sent.
   * `id` becomes the Message-ID: the same id is the same mail for whoever receives it twice.
   */
  send(mail: LeadMail): Promise<void>;
};

export type LeadMail = {
  id: string;
  to: { name?: string; email: string };
  /** Who answers get; the sender is the installation's own address. */
  replyTo?: { name: string; email: string };
  subject: string;
  /** Plain text; the HTML is made of it. */
  text: string;
  button?: { text: string; url: string };
};
