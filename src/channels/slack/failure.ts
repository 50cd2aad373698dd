import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { Failure } from '../../failure.ts';
import { Unanswered, USUAL_WAIT_MS } from './transport.ts';

/** Whose trouble a refusal by Slack is: who has to do something. */
type Trouble = 'destination' | 'installation' | 'person' | 'message' | 'change';

const CODES: Record<Trouble, string> = {
  destination:
    'channel_not_found not_in_channel is_archived is_inactive messages_tab_disabled ekm_access_denied no_permission ' +
    'restricted_action restricted_action_read_only_channel restricted_action_thread_only_channel ' +
    'restricted_action_non_threadable_channel',
  installation:
    'account_inactive token_revoked token_expired invalid_auth not_authed missing_scope not_allowed_token_type ' +
    'two_factor_setup_required team_access_not_granted enterprise_is_restricted',
  person: 'user_not_found users_not_found user_disabled user_not_visible cannot_dm_bot',
  message:
    'invalid_blocks invalid_blocks_format msg_blocks_too_long msg_too_long no_text too_many_attachments ' +
    'invalid_metadata_format invalid_metadata_schema metadata_too_large markdown_text_conflict',
  change: 'message_not_found cant_update_message edit_window_closed block_mismatch',
};
const TROUBLES = new Map(
  (Object.keys(CODES) as Trouble[]).flatMap((trouble) =>
    CODES[trouble].split(' ').map((code) => [code, trouble] as const),
  ),
);

const ADVICE: Record<Trouble, string> = {
  destination: 'invite the bot, or choose another channel',
  installation: 'install the app again, or correct SLACK_BOT_TOKEN and its scopes',
  person: "correct the rep's e-mail address or Slack id",
  message: 'a mistake of this program: please report it',
  change: 'what was sent can be changed no more; say what is new below it',
};

// The token is over: only a new installation, or another token, helps. The other installation codes leave some calls working.
const DEAD = new Set([
  'account_inactive',
  'token_revoked',
  'token_expired',
  'invalid_auth',
  'not_authed',
  'not_allowed_token_type',
]);

/** What Slack says of a thread that cannot be answered, where the same message beside it may pass. */
export const THREADLESS: ReadonlySet<string> = new Set([
  'thread_not_found',
  'cannot_reply_to_message',
  'message_not_found',
  'restricted_action_non_threadable_channel',
]);

const TOO_FAST = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded']);
// Slack on the first two: "It's possible some aspect of the operation succeeded before the error was raised."
const SLACK_FELL = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout']);
const MIGRATING = new Set(['team_added_to_org', 'org_login_required']);

/** One call that failed: `doing` names it without personal data ("posting to U2"); `writes` when twice is not once. */
type Attempt = { doing: string; writes: boolean; now: number };

/** Whose trouble this code is; undefined for codes that are nobody's in particular. */
export function troubleOf(code: string | undefined): Trouble | undefined {
  return code === undefined ? undefined : TROUBLES.get(code);
}

/** Whether the token is over, so that no call will work by it. */
export function isDead(code: string | undefined): code is string {
  return code !== undefined && DEAD.has(code);
}

/**
 * What to do about anything the Slack client threw. After a write, `outcomeUnknown` means that the message may be there.
 * An answer that is not Slack's (a proxy's page) is never quoted: it may hold anything.
 */
export function slackFailure(error: unknown, attempt: Attempt): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof WebAPIRateLimitedError) return tooFast('429', error.retryAfter * 1000, error, attempt);
  if (error instanceof WebAPIPlatformError) return refused(error, attempt);
  if (error instanceof WebAPIHTTPError) return httpError(error, attempt);
  if (error instanceof WebAPIRequestError) return noAnswer(error, attempt);
  return unclear('an unforeseen answer', 'unforeseen', error, attempt);
}

function refused(error: WebAPIPlatformError, attempt: Attempt): Failure {
  const { response_metadata: metadata } = error.data;
  // The client puts a body that is not JSON here, and nothing when there is JSON without an error.
  const code = String(error.data.error ?? '');
  if (!/^[a-z][a-z0-9_]{0,79}$/.test(code))
    return unclear('an answer that cannot be read', 'nonsense', undefined, attempt);
  if (TOO_FAST.has(code)) return tooFast(code, (metadata?.retryAfter ?? 0) * 1000 || USUAL_WAIT_MS, error, attempt);
  if (SLACK_FELL.has(code)) return unclear(code, code, error, attempt);
  if (MIGRATING.has(code))
    return Failure.retry(`slack: ${code} while ${attempt.doing}: the workspace is being moved`, { cause: error, code });
  const trouble = troubleOf(code);
  const advice = trouble ? ADVICE[trouble] : 'look this code up at docs.slack.dev/reference/methods';
  const message = `slack: ${code}${detail(error)} while ${attempt.doing}: ${advice}`;
  // Once the app is installed again, every alert that waited can go out.
  return trouble === 'installation'
    ? Failure.blocked(message, { cause: error, code })
    : Failure.permanent(message, { cause: error, code });
}

/** The missing scope, or where in the blocks the mistake is; never their text. */
function detail({ data }: WebAPIPlatformError): string {
  const needed = 'needed' in data ? data.needed : undefined;
  if (typeof needed === 'string' && /^[a-z:._,-]{1,200}$/.test(needed)) return ` (${needed})`;
  const pointers = (data.response_metadata?.messages ?? []).flatMap(
    (m) => /\[json-pointer:[\w/]{1,200}\]/.exec(m) ?? [],
  );
  return pointers.length === 0 ? '' : ` ${pointers.slice(0, 3).join(' ')}`;
}

function tooFast(code: string, waitMs: number, cause: Error, { doing, now }: Attempt): Failure {
  const wait = Math.max(waitMs, 1000);
  return Failure.rateLimited(`slack: ${code} while ${doing}: waiting ${wait / 1000} s`, now + wait, {
    cause,
    code: 'ratelimited',
  });
}

function httpError(error: WebAPIHTTPError, attempt: Attempt): Failure {
  const code = `http_${error.statusCode}`;
  if (error.statusCode >= 500 || error.statusCode === 408)
    return unclear(`HTTP ${error.statusCode}`, code, error, attempt);
  const advice = 'Slack does not answer so; check the API address and any proxy';
  const message = `slack: HTTP ${error.statusCode} while ${attempt.doing}: ${advice}`;
  return Failure.permanent(message, { cause: error, code });
}

function noAnswer(error: WebAPIRequestError, attempt: Attempt): Failure {
  const why = error.original instanceof Unanswered ? error.original.why : 'connection';
  if (why === 'timeout') return unclear('no answer in time', why, error, attempt);
  if (why === 'connection') return unclear('the connection broke', why, error, attempt);
  const message = `slack: cannot be reached while ${attempt.doing}: check the network and the API address`;
  return Failure.retry(message, { cause: error, code: why });
}

function unclear(what: string, code: string, cause: unknown, { doing, writes }: Attempt): Failure {
  const doubt = writes ? '; the message may have been posted' : '';
  const details = { code, outcomeUnknown: writes, ...(cause === undefined ? {} : { cause }) };
  return Failure.retry(`slack: ${what} while ${doing}${doubt}`, details);
}
