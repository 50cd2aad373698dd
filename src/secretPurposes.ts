/** What signatures are made for: one that was made for one is worth nothing for another. */
export const LINKS = 'links in messages';
export const SLACK_INSTALL = 'links that install the Slack app';
export const SLACK_STATE = 'what comes back from Slack after an installation';
export const HUBSPOT_INSTALL = 'links that connect a HubSpot account';
export const HUBSPOT_STATE = 'what comes back from HubSpot after an installation';
export const SALESFORCE_INSTALL = 'links that connect a Salesforce org';
export const SALESFORCE_STATE = 'what comes back from Salesforce after a connection';
