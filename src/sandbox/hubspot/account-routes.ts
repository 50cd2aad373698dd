import type { AddEndpoint } from './endpoint.ts';
import { notFound } from './refusal.ts';

const stages: [id: string, label: string, isClosed: boolean, probability: string][] = [
  ['appointmentscheduled', 'Appointment Scheduled', false, '0.2'],
  ['qualifiedtobuy', 'Qualified To Buy', false, '0.4'],
  ['presentationscheduled', 'Presentation Scheduled', false, '0.6'],
  ['contractsent', 'Contract Sent', false, '0.9'],
  ['closedwon', 'Closed Won', true, '1.0'],
  ['closedlost', 'Closed Lost', true, '0.0'],
];

/** The sales pipeline every portal starts with; `metadata` values are strings (dossier 3.6). */
const salesPipeline = {
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

/** Facts of the account: who it is, its deal pipelines. */
export function accountRoutes(add: AddEndpoint): void {
  add('GET', '/account-info/V/details', [], ({ portal }) => ({
    status: 200,
    body: {
      portalId: portal.id,
      accountType: 'STANDARD',
      timeZone: portal.timeZone,
      companyCurrency: 'USD',
      uiDomain: 'app.hubspot.com',
      dataHostingLocation: 'na1',
    },
  }));
  const deals = ['crm.objects.deals.read'];
  add('GET', '/crm/pipelines/V/deals', deals, () => ({ status: 200, body: { results: [salesPipeline] } }));
  add('GET', '/crm/pipelines/V/deals/:id', deals, ({ request }) => {
    if (request.params['id'] !== salesPipeline.id) throw notFound();
    return { status: 200, body: salesPipeline };
  });
}
