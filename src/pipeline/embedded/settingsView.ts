import type { Settings, SettingsView } from '../../../hubspot-app/src/app/shared/api.ts';
import { agoInWords, dateInWords } from '../../domain/explain/whenInWords.ts';
import type { KeptRep } from '../../store/reps.ts';
import type { Workspace } from '../parts.ts';
import { viewerOf, type Visit } from './visit.ts';

/** Everybody may look at the settings. `readOnlyBecause`: why the visitor may do no more. */
export async function settingsView(visit: Visit, readOnlyBecause: string | undefined): Promise<SettingsView> {
  const { ws, rows, deciding, person } = visit;
  return {
    viewer: viewerOf(person),
    version: deciding.version,
    publishedAt: publishedInWords(await rows.publishedAt(), visit),
    settings: deciding.model as unknown as Settings,
    people: peopleOf(await rows.repsOf(ws.crm.kind)),
    channels: channelsOf(ws),
    ...(readOnlyBecause !== undefined && { readOnlyBecause }),
  };
}

function publishedInWords(at: number | undefined, { now, clock }: Visit): string {
  return at === undefined ? 'with the app' : `${agoInWords(at, now, clock)} (${dateInWords(at, clock)})`;
}

/** Settings name people by their e-mail: whoever has none cannot be chosen. */
function peopleOf(reps: KeptRep[]): SettingsView['people'] {
  return reps
    .flatMap(({ name, email, active }) =>
      email === undefined ? [] : [{ id: email.toLowerCase(), name, email, active }],
    )
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

function channelsOf({ channels, mail, hooks }: Workspace): SettingsView['channels'] {
  const has = (kind: string) => channels.some((channel) => channel.kind === kind);
  return [
    channelOf('Slack', has('slack'), 'not connected: `hot-lead slack install` prints the link'),
    channelOf('E-mail to reps', has('email'), NO_MAIL),
    channelOf('Microsoft Teams', has('teams'), 'not connected: TEAMS_WEBHOOK_URL is not set'),
    channelOf('E-mail to leads', mail !== undefined, NO_MAIL),
    channelOf('Webhooks', hooks !== undefined, 'not connected: SECRET_KEY is not set'),
  ];
}

const NO_MAIL = 'not connected: SMTP_URL and MAIL_FROM are not set';

function channelOf(name: string, on: boolean, problem: string): SettingsView['channels'][number] {
  return on ? { name, on } : { name, on, problem };
}
