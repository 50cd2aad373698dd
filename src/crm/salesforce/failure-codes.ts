import type { ExceptionCode, StatusCode } from '@salesforce/types/partner';

/** `mayBeDone`: what the call asked for may have happened all the same. */
export type Meaning = { advice: string; code: string } & (
  | { kind: 'retry'; mayBeDone?: boolean }
  | { kind: 'rateLimited'; waitMs: number }
  | { kind: 'blocked' | 'permanent' }
);

const session = {
  kind: 'blocked',
  code: 'unauthorized',
  advice: 'the session is not accepted: connect the org again',
} as const;
const access = {
  kind: 'blocked',
  code: 'forbidden',
  advice: 'the integration user may not: assign it the permission set "Hot Lead Integration" and the API permission',
} as const;
const apiOff = { kind: 'blocked', code: 'forbidden', advice: 'the org has no API access: see its edition' } as const;
const orgClosed = { kind: 'blocked', code: 'forbidden', advice: 'the org is locked: see Salesforce' } as const;
const full = {
  kind: 'blocked',
  code: 'storage',
  advice: 'the org has no storage left: free some, or buy more',
} as const;
const calls = {
  kind: 'rateLimited',
  code: 'rate_limit',
  waitMs: 300_000,
  advice: 'over the API limit of the org: waiting',
} as const;
const busy = { kind: 'rateLimited', code: 'rate_limit', waitMs: 60_000, advice: 'too much at once: waiting' } as const;
const locked = { kind: 'retry', code: 'locked', advice: 'locked by another change: trying again' } as const;
const slow = { kind: 'retry', code: 'server_error', advice: 'the org was too slow: trying again' } as const;
const trouble = {
  kind: 'retry',
  code: 'server_error',
  mayBeDone: true,
  advice: 'Salesforce has a problem: trying again',
} as const;
const upkeep = {
  kind: 'rateLimited',
  code: 'moving',
  waitMs: 60_000,
  advice: 'the org is under maintenance: waiting',
} as const;
const gone = {
  kind: 'permanent',
  code: 'not_found',
  advice: 'it does not exist: it was deleted or merged, or the id is of another org',
} as const;
const record = {
  kind: 'permanent',
  code: 'forbidden_record',
  advice: 'this record may not be touched: share it with the integration user',
} as const;
const exists = { kind: 'permanent', code: 'conflict', advice: 'it exists already' } as const;
const invalid = {
  kind: 'permanent',
  code: 'invalid',
  advice: 'refused as invalid: correct the field or its rule in Salesforce',
} as const;
const automation = {
  kind: 'permanent',
  code: 'invalid',
  advice: 'a flow, trigger or rule of the org refused it: mend that in Salesforce',
} as const;
const owner = {
  kind: 'permanent',
  code: 'invalid',
  advice: 'the owner cannot have it: is the user active, and may they read it?',
} as const;
const converted = {
  kind: 'permanent',
  code: 'forbidden_record',
  advice: 'the lead is converted: grant "View and Edit Converted Leads" to the integration user',
} as const;
const unknownThing = {
  kind: 'permanent',
  code: 'invalid',
  advice: 'the org has no such object or field, or hides it: run `hot-lead salesforce setup`',
} as const;
const lost = {
  kind: 'retry',
  code: 'cursor_gone',
  advice: 'the result is no longer kept: asking again',
} as const;

/** What each error code leads to, from Salesforce's own lists (WSDL 66.0). One that is not here goes by its HTTP status. */
export const meanings = {
  INVALID_SESSION_ID: session,
  INVALID_AUTH_HEADER: session,
  INVALID_LOGIN: session,
  LOGIN_CHALLENGE_ISSUED: session,
  LOGIN_DURING_RESTRICTED_DOMAIN: session,
  LOGIN_DURING_RESTRICTED_TIME: session,
  CLIENT_NOT_ACCESSIBLE_FOR_USER: session,
  INSUFFICIENT_ACCESS: access,
  TXN_SECURITY_NO_ACCESS: access,
  FUNCTIONALITY_NOT_ENABLED: access,
  API_DISABLED_FOR_ORG: apiOff,
  API_CURRENTLY_DISABLED: apiOff,
  UNSUPPORTED_API_VERSION: apiOff,
  ORG_LOCKED: orgClosed,
  TRIAL_EXPIRED: orgClosed,
  STORAGE_LIMIT_EXCEEDED: full,
  REQUEST_LIMIT_EXCEEDED: calls,
  LIMIT_EXCEEDED: busy,
  EXCEEDED_QUOTA: busy,
  TOO_MANY_APEX_REQUESTS: busy,
  TOO_MANY_JOBS: busy,
  ORG_IN_MAINTENANCE: upkeep,
  INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE: upkeep,
  FUNCTIONALITY_TEMPORARILY_UNAVAILABLE: upkeep,
  UNABLE_TO_LOCK_ROW: locked,
  ENTITY_IS_LOCKED: locked,
  ALL_OR_NONE_OPERATION_ROLLED_BACK: locked,
  PROCESSING_HALTED: locked,
  QUERY_TIMEOUT: slow,
  REQUEST_RUNNING_TOO_LONG: trouble,
  UNKNOWN_EXCEPTION: trouble,
  SERVER_UNAVAILABLE: trouble,
  SERVICE_UNAVAILABLE: trouble,
  INTERNAL_SERVER_ERROR: trouble,
  INTERNAL_ERROR: trouble,
  NOT_FOUND: gone,
  RECORD_NOT_FOUND: gone,
  MISSING_RECORD: gone,
  ENTITY_IS_DELETED: gone,
  INSUFFICIENT_ACCESS_OR_READONLY: record,
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: record,
  CANNOT_UPDATE_CONVERTED_LEAD: converted,
  INACTIVE_OWNER_OR_USER: owner,
  TRANSFER_REQUIRES_READ: owner,
  DUPLICATE_VALUE: exists,
  DUPLICATES_DETECTED: exists,
  FIELD_CUSTOM_VALIDATION_EXCEPTION: automation,
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: automation,
  CANNOT_EXECUTE_FLOW_TRIGGER: automation,
  FIELD_INTEGRITY_EXCEPTION: automation,
  FIELD_FILTER_VALIDATION_EXCEPTION: automation,
  REQUIRED_FIELD_MISSING: invalid,
  STRING_TOO_LONG: invalid,
  NUMBER_OUTSIDE_VALID_RANGE: invalid,
  INVALID_EMAIL_ADDRESS: invalid,
  INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: invalid,
  INVALID_CROSS_REFERENCE_KEY: invalid,
  INVALID_FIELD_FOR_INSERT_UPDATE: invalid,
  MALFORMED_ID: invalid,
  MALFORMED_QUERY: invalid,
  QUERY_TOO_COMPLICATED: invalid,
  JSON_PARSER_ERROR: invalid,
  OPERATION_TOO_LARGE: invalid,
  INVALID_FIELD: unknownThing,
  INVALID_TYPE: unknownThing,
  INVALID_QUERY_LOCATOR: lost,
  INVALID_LOCATOR: lost,
} as const satisfies Partial<Record<StatusCode | ExceptionCode | 'INTERNAL_ERROR', Meaning>>;
