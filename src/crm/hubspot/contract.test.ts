import { startHubspotUnderTest } from '../../testing/hubspotUnderTest.ts';
import { crmContract } from '../contract.ts';

crmContract('hubspot', startHubspotUnderTest, ['forms', 'replies', 'mail', 'webinars', 'visits']);
