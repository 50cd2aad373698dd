/** Who is written to, and in whose name. */
export type BackupMail = {
  firstName?: string;
  rep?: { name: string; email: string };
  bookingUrl: string;
  phone?: string;
};

/** A short mail of a rep to a lead whom nobody has reached for hours: where to book, whom to call, how to be left alone. */
export function backupMail({ firstName, rep, bookingUrl, phone }: BackupMail) {
  const paragraphs = [
    firstName === undefined ? 'Hello,' : `Hello ${firstName},`,
    'thank you for your interest. We have not managed to speak yet, and I do not want to keep you waiting.',
    `Please pick a time that suits you${phone === undefined ? '' : `, or call us at ${phone}`}. An answer to this mail reaches me as well.`,
    'If this is no longer of interest, just say so, and we will leave it at that.',
    ...(rep === undefined ? [] : [rep.name]),
  ];
  return {
    subject: 'When would suit you?',
    text: paragraphs.join('\n\n'),
    button: { text: 'Pick a time', url: bookingUrl },
    ...(rep !== undefined && { replyTo: rep }),
  };
}
