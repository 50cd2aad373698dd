import type { Manifest } from '@slack/web-api/dist/types/request/manifest.js';
import { OPTIONAL_SCOPES, SCOPES } from './scopes.ts';

/**
 * What Slack needs to know of the app to create it. `http`: presses and events come to `publicUrl`; `socket`: we ask for them,
 * and `publicUrl` is only where installations by a link come back to, if there are any.
 */
export type ManifestOptions = { mode: 'http' | 'socket'; publicUrl?: string; name?: string };

const NAME = 'Hot Lead Signal';
const LONG = `Finds the leads in your CRM who are about to buy, says why, and gets each to a rep who is really there. The rep claims the lead, says how it was answered, puts it off or hands it on, here in Slack; whoever waits longer than promised goes to the next person. /hotleads shows the list, the app’s home shows your own leads and settings. It reads no conversation.`;

/** The app's manifest, to be pasted at api.slack.com/apps > Create New App > From a manifest. */
export function slackManifest({ mode, publicUrl, name = NAME }: ManifestOptions): Manifest {
  const socket = mode === 'socket';
  // One address for everything that Slack sends.
  const request_url = `${publicUrl ?? ''}/slack/events`;
  return {
    _metadata: { major_version: 2, minor_version: 0 },
    display_information: {
      name,
      description: 'Leads who are about to buy, with the reason, to a rep who is there.',
      long_description: LONG,
      background_color: '#7a2e0e',
    },
    features: {
      // Without the messages tab nobody can be written to; nothing is read there.
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
      bot_user: { display_name: botName(name), always_online: true },
      shortcuts: [
        {
          name: 'My hot leads',
          type: 'global',
          callback_id: 'my_hot_leads',
          description: 'The leads that wait for you, most urgent first',
        },
        {
          name: 'Mark contacted',
          type: 'message',
          callback_id: 'mark_contacted',
          description: 'Says that the lead of this alert was answered',
        },
      ],
      slash_commands: [
        {
          command: '/hotleads',
          description: 'Hot leads, and saying that you are away or back',
          usage_hint: '[mine | team | ooo until Monday | back | help]',
          should_escape: false,
          ...(!socket && { url: request_url }),
        },
      ],
    },
    oauth_config: {
      ...(publicUrl !== undefined && { redirect_urls: [`${publicUrl}/slack/oauth_redirect`] }),
      scopes: { bot: [...SCOPES, ...OPTIONAL_SCOPES], bot_optional: [...OPTIONAL_SCOPES] },
    },
    settings: {
      event_subscriptions: {
        ...(!socket && { request_url }),
        bot_events: [
          'app_home_opened',
          'app_uninstalled',
          'dnd_updated_user',
          'tokens_revoked',
          'user_profile_changed',
          'user_status_changed',
        ],
      },
      interactivity: { is_enabled: true, ...(!socket && { request_url }) },
      org_deploy_enabled: false,
      socket_mode_enabled: socket,
      token_rotation_enabled: false,
    },
  };
}

/** Slack allows a bot only `a-z`, `0-9`, `-`, `_` and `.` as its name. */
function botName(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9._]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return plain === '' ? 'hot-lead-signal' : plain;
}
