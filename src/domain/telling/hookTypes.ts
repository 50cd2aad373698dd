/** What others can be told of, with words for whoever chooses. */
export const hookTypes = {
  'lead.hot': 'a lead is hot, and nobody has been chosen for it yet',
  'alert.created': 'a rep was given a hot lead',
  'alert.claimed': 'a rep said that they are on it',
  'alert.contacted': 'the first contact by a rep, which stops the clock',
  'alert.snoozed': 'a rep put off the reminders',
  'alert.escalated': 'nobody answered for so long that somebody else was told',
  'alert.released': 'a claim was given back, or lapsed',
  'alert.reassigned': 'another rep has the lead now',
  'alert.unassigned': 'nobody can take the lead at the moment',
  'alert.not_a_fit': 'a rep said that this is no lead for us',
  'alert.closed': 'won, lost, cooled or a duplicate',
  'digest.ready': 'a digest was sent',
} as const;

export type HookType = keyof typeof hookTypes;

/** Whether there is such a type. */
export function isHookType(text: string): text is HookType {
  return Object.hasOwn(hookTypes, text);
}
