import type { AppAuth } from './hubspotAppFiles.ts';

type Written = { folder: string; address: string; auth: AppAuth };

/** What to do with a written app, one step a line, from where `hot-lead` was run. */
export function nextSteps({ folder, address, auth }: Written): string[] {
  const steps = [
    'npm install --global @hubspot/cli && hs account auth',
    `(cd ${quoted(folder)} && hs project upload)`,
    ...(auth === 'oauth' ? byLink(address) : withToken(address)),
    'npx hot-lead hubspot setup --dry-run says what will be made in HubSpot, and what the account cannot do; without --dry-run it is made.',
  ];
  return ['Next (docs/hubspot.md has more on each):', ...steps.map((step, at) => `  ${at + 1}. ${step}`)];
}

const app = 'HubSpot > Development > Projects > Hot Lead Signal > the app';

function byLink(address: string): string[] {
  return [
    `${app} > Auth. Set in .env: HUBSPOT_CLIENT_ID (the client id there), HUBSPOT_CLIENT_SECRET (the client secret there), PUBLIC_URL=${address}, and SECRET_KEY (openssl rand -hex 32) if it is not set yet. Start Hot Lead Signal again.`,
    'The same page > Distribution: add the HubSpot account that is to have the app.',
    'npx hot-lead hubspot install prints a link: open it as a super admin of that account.',
  ];
}

function withToken(address: string): string[] {
  return [
    `${app} > Distribution: install it in your account.`,
    `The same page > Auth. Set in .env: HUBSPOT_TOKEN (the access token there), HUBSPOT_CLIENT_SECRET (the client secret there), HUBSPOT_PORTAL_ID (the number under the account name, at the top right of HubSpot), PUBLIC_URL=${address}, and HUBSPOT_ADMINS (e-mail addresses of those who may change settings inside HubSpot). Start Hot Lead Signal again.`,
  ];
}

function quoted(path: string): string {
  return /^[\w\-./:\\]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
