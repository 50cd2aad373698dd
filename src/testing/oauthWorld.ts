import { installLink } from '../installLink.ts';
import { openBrowser } from './installing.ts';
import { PUBLIC_URL, startWorld, type World } from './world.ts';

const SECRET_KEY = 'a key of thirty-two characters or more';
/** The sandbox's own app. */
const OAUTH = { clientId: '1.1', clientSecret: 'sandbox-client-secret' };

/** A world whose Slack teams install the app by a link; none has done so yet. `mail`: the mail server's address. */
export async function startOauthWorld({ mail, reps }: { mail?: string; reps?: string[] } = {}): Promise<World> {
  const settings = {
    secretKey: SECRET_KEY,
    ...(mail !== undefined && { mail: { url: mail, from: 'Hot leads <hot@acme.example>' } }),
  };
  const world = await startWorld({ settings, appRuns: false, ...(reps !== undefined && { reps }) });
  const { apiUrl, signingSecret } = world.slack;
  world.settings.slack = { apiUrl, signingSecret, channel: '#hot-leads', oauth: OAUTH };
  // Whoever is only added to the sandbox has not installed anything.
  await world.slack.uninstall();
  await world.restart();
  return world;
}

/** Somebody opens the link of `hot-lead slack install`, and allows the app in a team. Answers the page they end on. */
export async function installs(world: World, { team, workspace = 'acme' }: { team: string; workspace?: string }) {
  const browser = openBrowser();
  // What is public is a proxy before the app.
  const visit = (url: string) => browser(url.replace(PUBLIC_URL, world.app.url));
  const link = installLink('slack', { publicUrl: PUBLIC_URL, secretKey: SECRET_KEY }, workspace, world.now());
  const consent = await visit(link);
  return visit(await world.slack.decide(consent.location, team));
}

/** What the app says of its health. */
export async function health(url: string): Promise<{ status: number; troubles: string[]; warnings?: string[] }> {
  const response = await fetch(`${url}/healthz`);
  const said = (await response.json()) as { troubles: string[]; warnings?: string[] };
  return { status: response.status, ...said };
}
