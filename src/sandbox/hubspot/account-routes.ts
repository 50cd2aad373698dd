import type { AddEndpoint } from './endpoint.ts';
import { salesPipeline } from './pipelines.ts';
import { notFound } from './refusal.ts';

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
