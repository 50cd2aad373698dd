import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hubspotAppCommand } from '../commands/hubspotApp.ts';

/** What HubSpot learns of the app from the folder that `hot-lead hubspot app` wrote. */
type WrittenApp = {
  redirectUrls: string[];
  requiredScopes: string[];
  optionalScopes: string[];
  /** The contact properties that it hears of. */
  watched: string[];
  webhooks: string;
  /** By the uids of the actions. */
  actions: Record<string, string>;
};

type AppFile = { config: { auth: Pick<WrittenApp, 'redirectUrls' | 'requiredScopes' | 'optionalScopes'> } };
type WebhooksFile = {
  config: { settings: { targetUrl: string }; subscriptions: { crmObjects: { propertyName?: string }[] } };
};
type ActionFile = { uid: string; config: { actionUrl: string } };

/** Writes the app into the folder, for a server that the internet knows by this address, and reads it as HubSpot does. */
export async function writtenApp(folder: string, publicUrl: string): Promise<WrittenApp> {
  const io = { out: () => {}, err: () => {}, now: () => 0 };
  await hubspotAppCommand(['--out', folder, '--url', publicUrl], io, {});
  const read = <T>(path: string) => JSON.parse(readFileSync(join(folder, 'src/app', path), 'utf8')) as T;
  const { settings, subscriptions } = read<WebhooksFile>('webhooks/webhooks-hsmeta.json').config;
  const actions = ['route-hot-lead', 'record-a-signal'].map((name) =>
    read<ActionFile>(`workflow-actions/${name}-hsmeta.json`),
  );
  return {
    ...read<AppFile>('app-hsmeta.json').config.auth,
    watched: subscriptions.crmObjects.flatMap(({ propertyName }) => propertyName ?? []),
    webhooks: settings.targetUrl,
    actions: Object.fromEntries(actions.map(({ uid, config }) => [uid, config.actionUrl])),
  };
}
