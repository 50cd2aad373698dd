const stages: [id: string, label: string, isClosed: boolean, probability: string][] = [
  ['appointmentscheduled', 'Appointment Scheduled', false, '0.2'],
  ['qualifiedtobuy', 'Qualified To Buy', false, '0.4'],
  ['presentationscheduled', 'Presentation Scheduled', false, '0.6'],
  ['contractsent', 'Contract Sent', false, '0.9'],
  ['closedwon', 'Closed Won', true, '1.0'],
  ['closedlost', 'Closed Lost', true, '0.0'],
];

/** The ids of the stages, in their order. */
export const stageIds = stages.map(([id]) => id);

/** The sales pipeline every portal starts with; `metadata` values are strings (dossier 3.6). */
export const salesPipeline = {
  id: 'default',
  label: 'Sales Pipeline',
  displayOrder: 0,
  archived: false,
  stages: stages.map(([id, label, isClosed, probability], displayOrder) => ({
    id,
    label,
    displayOrder,
    archived: false,
    metadata: { isClosed: String(isClosed), probability },
  })),
};

/** The flags HubSpot computes of a deal in this stage; none for a stage that does not exist. */
export function closedFlags(stageId: string | undefined): Record<string, string> {
  const stage = stages.find(([id]) => id === stageId);
  if (stage === undefined) return {};
  const [, , isClosed, probability] = stage;
  return { hs_is_closed: String(isClosed), hs_is_closed_won: String(isClosed && probability === '1.0') };
}
