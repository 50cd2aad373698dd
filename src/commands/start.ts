import { once } from 'node:events';
import { createServer } from 'node:net';
import { type Config, readConfig } from '../config.ts';
import { type Log, makeLog } from '../log.ts';
import type { AppSettings, HubspotConnection, SalesforceConnection } from '../appSettings.ts';
import { type App, startApp, storedWorkspaces, system } from '../main.ts';
import type { Demo } from '../sandbox/demo/demo.ts';
import { ensureDatabase } from '../store/database.ts';
import { DEMO, isDemo, PRODUCT, serverFor } from './databaseFor.ts';
import { setUpDemoOrg } from './demoOrg.ts';
import { salesforceSettings } from './salesforceSettings.ts';

type Io = { out(line: string): void; err(line: string): void };

/** No secret: what it seals and signs is made up, on this machine. Always the same, so that links in e-mails stay good. */
const DEMO_KEY = 'the-demo-has-nothing-to-hide-000';

/**
 * `hot-lead start`: runs until Ctrl-C. With HubSpot or Salesforce configured, the product; with nothing configured and nothing stored, the
 * demo. What keeps it from starting is told in one line each, with exit code 1.
 */
export async function startCommand(args: string[], io: Io): Promise<number> {
  if (args.length > 0) return refuse(io, [`start takes no arguments, and got ${args.join(' ')}`]);
  const read = readConfig(system.env);
  if (!read.ok) return refuse(io, read.problems);
  const { config } = read;
  const demo = isDemo(config);
  const log = makeLog({ level: config.logLevel, pretty: demo || process.stdout.isTTY });
  const stop = stopSignal();
  try {
    await mustBeFree(config.port);
    await using running = new AsyncDisposableStack();
    await (demo ? startDemo(config, log, running) : startProduct(config, log, running));
    log.info('Ctrl-C stops everything; the next start finds its data');
    await stop;
    log.info('stopping');
  } catch (error) {
    return refuse(io, [error instanceof Error ? error.message : String(error)]);
  }
  return 0;
}

function refuse(io: Io, problems: string[]): number {
  for (const problem of problems) io.err(`hot-lead: ${problem}`);
  return 1;
}

/**
 * Looks before anything is started: a second start on the same data must not work on it, not even for the moment until its
 * server finds the port taken.
 */
async function mustBeFree(port: number): Promise<void> {
  const probe = createServer();
  try {
    await once(probe.listen(port), 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'EADDRINUSE' ? 'is in use: stop what uses it, or' : `cannot be had (${code}):`;
    throw new Error(`port ${port} ${why} set PORT to a free one`, { cause: error });
  } finally {
    probe.close();
  }
}

/** Resolves at the first Ctrl-C or SIGTERM; a second one ends the process at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        resolve();
        process.once(signal, () => process.exit(130));
      });
    }
  });
}

async function startProduct(config: Config, log: Log, running: AsyncDisposableStack): Promise<void> {
  const { hubspot, salesforce, slack } = config;
  const settings: AppSettings = {
    ...commonSettings(config, log),
    databaseUrl: await serverFor(config, running, (line) => log.info(line)),
    workspace: { id: PRODUCT.workspace, name: 'Hot Lead Signal', demo: false },
    ...(config.publicUrl !== undefined && { publicUrl: config.publicUrl }),
    ...(hubspot !== undefined && { hubspot: hubspotFrom(hubspot) }),
    ...(salesforce !== undefined && { salesforce: salesforceSettings(salesforce) }),
    ...(config.homeCrm !== undefined && { home: config.homeCrm }),
    ...(slack !== undefined && { slack: slackFrom(slack) }),
    ...(config.secretKey !== undefined && { secretKey: config.secretKey.reveal() }),
    ...(config.mail !== undefined && { mail: { url: config.mail.url.reveal(), from: config.mail.from } }),
    ...(config.teamsWebhook !== undefined && { teamsUrl: config.teamsWebhook.reveal() }),
    hooksToPrivate: config.hooksToPrivate,
  };
  const app = await startApp(settings);
  running.defer(() => app.close());
  log.info(`ready at ${app.url}: ${foundIn(app)} known`);
}

function hubspotFrom(hubspot: NonNullable<Config['hubspot']>): HubspotConnection {
  return {
    ...(hubspot.token !== undefined && { token: hubspot.token.reveal() }),
    ...(hubspot.portalId !== undefined && { portalId: hubspot.portalId }),
    ...(hubspot.oauth !== undefined && { oauth: oauthFrom(hubspot.oauth) }),
    admins: hubspot.admins,
    apiUrl: hubspot.apiUrl,
    callsPer10Seconds: hubspot.callsPer10Seconds,
    taskQueues: hubspot.taskQueues,
    ...(hubspot.csmProperty !== undefined && { csmProperty: hubspot.csmProperty }),
    ...(hubspot.clientSecret !== undefined && { clientSecret: hubspot.clientSecret.reveal() }),
    ...(hubspot.appId !== undefined && { appId: hubspot.appId }),
  };
}

function oauthFrom({ clientId, clientSecret }: NonNullable<NonNullable<Config['slack']>['oauth']>) {
  return { clientId, clientSecret: clientSecret.reveal() };
}

function slackFrom({ botToken, oauth, signingSecret, appToken, channel, apiUrl }: NonNullable<Config['slack']>) {
  return {
    channel,
    apiUrl,
    ...(botToken !== undefined && { token: botToken.reveal() }),
    ...(oauth !== undefined && { oauth: oauthFrom(oauth) }),
    ...(signingSecret !== undefined && { signingSecret: signingSecret.reveal() }),
    ...(appToken !== undefined && { appToken: appToken.reveal() }),
  };
}

async function startDemo(config: Config, log: Log, running: AsyncDisposableStack): Promise<void> {
  const server = await serverFor(config, running, (line) => log.info(line));
  const stored = await storedWorkspaces(server);
  if (stored.length > 0) {
    throw new Error(
      `this database holds the workspace ${stored.join(', ')}, and HUBSPOT_TOKEN is not set: set it to go on with it; the demo runs only where nothing real is stored`,
    );
  }
  // The sandbox is loaded only here: the product never holds it.
  const { openDemo } = await import('../sandbox/demo/demo.ts');
  const demo = await openDemo({
    folder: config.dataDir,
    now: system.now,
    say: (text) => log.info(`demo       ${text}`),
    setUpOrg: (org) => setUpDemoOrg(org, system.now),
  });
  running.use(demo);
  const publicUrl = `http://localhost:${config.port}`;
  const app = await startApp({
    ...commonSettings(config, log),
    databaseUrl: await ensureDatabase(server, DEMO.database),
    publicUrl,
    workspace: { id: DEMO.workspace, name: 'Hot Lead Signal demo', demo: true },
    hubspot: { ...demo.hubspot, callsPer10Seconds: 190, taskQueues: demo.taskQueues },
    salesforce: demoSalesforce(demo.salesforce),
    home: 'hubspot',
    slack: { ...demo.slack, channel: '#hot-leads' },
    secretKey: DEMO_KEY,
    mail: demo.mail,
    hooksToPrivate: true,
  });
  running.defer(() => app.close());
  log.info('demo       everyone here is made up, and nothing leaves this machine');
  if (app.found.leads > 0) log.info(`demo       found from before: ${foundIn(app)}`);
  log.info(`demo       look at ${app.url} for the hot leads`);
  log.info(`demo       look at ${demo.pages.hubspot} for its HubSpot`);
  log.info(`demo       look at ${demo.pages.salesforce} for its Salesforce: some people are in both`);
  log.info(
    `demo       look at ${demo.pages.slack} for its Slack: press its buttons, type /hotleads, open the app’s home`,
  );
  log.info(`demo       its e-mails arrive at ${demo.pages.mail}, the first two minutes after a hot lead`);
  log.info('demo       the first visitor is on the way, and hot in about 15 seconds');
  running.use(
    demo.play({
      webhooks: `${app.url}/webhooks/hubspot`,
      signedUrl: `${publicUrl}/webhooks/hubspot`,
      slackEvents: `${app.url}/slack/events`,
    }),
  );
}

function demoSalesforce({ pubsub, loginUrl, ...app }: Demo['salesforce']): SalesforceConnection {
  return { login: { by: 'client_credentials', ...app }, loginUrl, pubsub };
}

function foundIn({ found: { leads, episodes } }: App): string {
  return `${leads} lead${leads === 1 ? '' : 's'} and ${episodes} episode${episodes === 1 ? '' : 's'}`;
}

function commonSettings(config: Config, log: Log): Pick<AppSettings, 'port' | 'timeZone' | 'tell' | 'redisUrl'> {
  const readable = log.bindings()['pid'] === undefined;
  return {
    port: config.port,
    timeZone: config.defaultTimeZone,
    ...(config.redisUrl !== undefined && { redisUrl: config.redisUrl.reveal() }),
    tell(step, text, details = {}) {
      const level = step === 'failed' || step === 'refused' ? 'warn' : 'info';
      if (readable) log[level](`${step.padEnd(10)} ${text}`);
      else log[level]({ step, outcome: text, ...details }, step);
    },
  };
}
