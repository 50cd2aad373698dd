import { z } from 'zod';
import { isTrue } from './person-values.ts';

/**
 * The objects whose changes are followed. Of a new org five may be selected, without an add-on: what is not selected is passed
 * over.
 */
export const entities = ['Lead', 'Contact', 'Task', 'CampaignMember', 'Opportunity', 'Hot_Signal__c'] as const;
export type Entity = (typeof entities)[number];

/** What one change event is about. What changed is left out of it: whoever it is about is read again. */
export type News = {
  entity: Entity;
  /** The same whenever the event comes again. */
  id: string;
  /** Where to go on after it; undefined where the number was too large to come through whole. */
  place: number | undefined;
  recordIds: string[];
  /** We wrote it. */
  isOurs: boolean;
  /** The event does not say whom it is about, or not who they are now. */
  needsLook: boolean;
  /** So much changed at once that it does not say which records. */
  isOverflow: boolean;
};

const event = z.object({
  id: z.string().optional(),
  replayId: z.number(),
  payload: z.looseObject({
    ChangeEventHeader: z.object({
      recordIds: z.array(z.string()),
      changeType: z.string(),
      changeOrigin: z.string().nullish(),
    }),
  }),
});

/** The name that marks our own writes (see org-connection.ts), as the origin of a change repeats it. */
const ours = /\bclient=hotlead(?![\w-])/;

export function topicOf(entity: Entity): string {
  return `/data/${entity.replace(/__c$/, '__')}ChangeEvent`;
}

/** An event as it came; undefined where it cannot be understood. A gap has ids like any other, but no fields, which we do not read. */
export function newsIn(entity: Entity, raw: unknown): News | undefined {
  const parsed = event.safeParse(raw);
  if (!parsed.success) return undefined;
  const { id, replayId, payload } = parsed.data;
  const { recordIds, changeType, changeOrigin } = payload.ChangeEventHeader;
  const isOverflow = changeType === 'GAP_OVERFLOW';
  const isPerson = entity === 'Lead' || entity === 'Contact';
  return {
    entity,
    id: id || String(replayId),
    place: Number.isSafeInteger(replayId) ? replayId : undefined,
    recordIds: isOverflow ? [] : recordIds.filter((record) => /^[a-zA-Z0-9]{18}$/.test(record)),
    isOurs: ours.test(changeOrigin ?? ''),
    needsLook: !isPerson || changeType.endsWith('DELETE') || isTrue(payload, 'IsConverted'),
    isOverflow,
  };
}
