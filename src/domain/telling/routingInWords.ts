/**
 * Why it is with whoever has it, beside the `note` that an alert begins with and `before`, what was with the lead before: a note
 * that says the same already, as that of a lead given by hand, is not said twice.
 */
export function routingInWords(routingNote: string, note: string | undefined, before: string | undefined): string {
  const isSaid = note?.toLowerCase().startsWith(routingNote.toLowerCase()) === true;
  return [isSaid ? '' : routingNote, before ?? ''].filter((words) => words !== '').join('; ');
}
