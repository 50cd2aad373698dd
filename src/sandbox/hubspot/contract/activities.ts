import { pageOf, versioned } from './components.ts';
import {
  between,
  digits,
  filled,
  flag,
  list,
  names,
  object,
  oneOf,
  open,
  operation,
  text,
  time,
  whole,
  wordOf,
  type Paths,
} from './schema.ts';

const paged = (most: number) => ({ limit: between(1, most), after: filled });

const occurrence = open({
  id: text,
  eventType: text,
  objectType: text,
  objectId: text,
  occurredAt: time,
  properties: { type: 'object', additionalProperties: text },
});

const submission = open({
  submittedAt: whole,
  values: list(open({ name: text, value: text })),
});

const mailEvent = open({ id: text, type: text, recipient: text, created: whole, portalId: whole });

const participation = open({
  id: text,
  createdAt: time,
  associations: open({
    contact: open({ contactId: digits }),
    marketingEvent: open({ marketingEventId: text, name: text }),
  }),
  properties: open({
    occurredAt: whole,
    attendanceState: oneOf('REGISTERED', 'ATTENDED', 'CANCELLED', 'NO_SHOW'),
  }),
});
const state = oneOf('REGISTERED', 'ATTENDED', 'CANCELLED', 'NO_SHOW');
const marketing = '/marketing/marketing-events/{version}';
// The page size of marketing events is not in the reference: assumed to be as of records.
const attended = { state, ...paged(100) };

/** What people did, as the several APIs tell it (dossier 3.7, 3.8). */
export const activityPaths: Paths = {
  '/events/event-occurrences/{version}': {
    get: operation({
      id: 'listOccurrences',
      summary: "One record's behavioural events",
      path: versioned,
      query: {
        ...paged(1_000),
        before: filled,
        objectType: filled,
        objectId: digits,
        'objectProperty.email': filled,
        eventType: filled,
        occurredAfter: time,
        occurredBefore: time,
        sort: names,
        properties: names,
        id: names,
      },
      answers: { 200: pageOf(occurrence) },
    }),
  },
  '/events/event-occurrences/{version}/event-types': {
    get: operation({
      id: 'listEventTypes',
      summary: 'Which behavioural events the account has',
      path: versioned,
      answers: { 200: object({ eventTypes: list(text) }, ['eventTypes']) },
    }),
  },
  '/marketing/v3/forms': {
    get: operation({
      id: 'listForms',
      summary: 'The forms of the account',
      query: {
        ...paged(100),
        archived: flag,
        formTypes: list(oneOf('hubspot', 'captured', 'flow', 'blog_comment', 'all')),
      },
      answers: {
        200: pageOf(open({ id: filled, name: text, formType: text, createdAt: time, updatedAt: time, archived: flag })),
      },
    }),
  },
  '/form-integrations/v1/submissions/forms/{formGuid}': {
    get: operation({
      id: 'listSubmissions',
      summary: 'What was sent by a form, newest first',
      path: { formGuid: filled },
      query: paged(50),
      answers: { 200: pageOf(submission) },
    }),
  },
  '/email/public/v1/events': {
    get: operation({
      id: 'listMailEvents',
      summary: 'What happened to marketing e-mails, newest first',
      query: {
        appId: whole,
        campaignId: whole,
        recipient: filled,
        eventType: wordOf(
          `SENT DROPPED PROCESSED DELIVERED DEFERRED BOUNCE OPEN CLICK PRINT FORWARD STATUSCHANGE SPAMREPORT SUPPRESSED
          SUPPRESSION UNBOUNCE`,
        ),
        startTimestamp: whole,
        endTimestamp: whole,
        offset: text,
        limit: between(1, 1_000),
        excludeFilteredEvents: flag,
      },
      answers: { 200: open({ hasMore: flag, offset: text, events: list(mailEvent) }) },
    }),
  },
  [marketing]: {
    get: operation({
      id: 'listMarketingEvents',
      summary: 'Webinars and the like',
      path: versioned,
      query: paged(100),
      answers: { 200: pageOf(open({ objectId: text, eventName: text, createdAt: time, updatedAt: time })) },
    }),
  },
  [`${marketing}/participations/{marketingEventId}/breakdown`]: {
    get: operation({
      id: 'listParticipations',
      summary: 'Who did what about one marketing event',
      path: { ...versioned, marketingEventId: digits },
      query: { ...attended, contactIdentifier: filled },
      answers: { 200: pageOf(participation, { total: whole }) },
    }),
  },
  [`${marketing}/participations/contacts/{contactIdentifier}/breakdown`]: {
    get: operation({
      id: 'listParticipationsOfContact',
      summary: 'What one contact did about marketing events',
      path: { ...versioned, contactIdentifier: filled },
      query: attended,
      answers: { 200: pageOf(participation, { total: whole }) },
    }),
  },
};
