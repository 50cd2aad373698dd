import type { Notice } from '../channels/channel.ts';
import type { Model } from '../domain/model.ts';
import { detailsOf, headlineOf } from '../domain/telling/noticeWords.ts';
import type { KeptNotice } from '../store/notices.ts';
import { leadCardOf } from './alertCard.ts';
import type { Workspace } from './parts.ts';
import { readerClock } from './readerClock.ts';

/** Who reads it, and what its words are made of. */
export type NoticeReader = Pick<Notice, 'timeZone' | 'mayBeRepeated' | 'now'> & {
  catalogue: Model['catalogue'];
  /** What people call leads, by our id. */
  names: ReadonlyMap<string, string>;
};

/** One message of one notice or of several about one company. */
export function noticeShown(ws: Workspace, notices: readonly KeptNotice[], reader: NoticeReader): Notice {
  const { timeZone, mayBeRepeated, now } = reader;
  const [first] = notices;
  if (first === undefined) throw new Error('notice: a message about nothing');
  const [sameLead, company] = [notices.every(({ lead }) => lead === first.lead), first.company];
  const lead = sameLead && !first.isCompany ? leadOf(ws, first) : undefined;
  return {
    id: first.id,
    ...(lead !== undefined && { lead }),
    ...(company !== undefined && { company }),
    ...(notices.length === 1 ? alone(first, reader) : together(ws, notices, sameLead, reader)),
    at: Math.max(...notices.map(({ at }) => at)),
    timeZone,
    mayBeRepeated,
    now,
  };
}

/** As people know the lead; undefined when the CRM has it no more. */
function leadOf(ws: Workspace, { record, ...person }: KeptNotice): Notice['lead'] {
  return record === undefined ? undefined : leadCardOf(ws, { record, ...person });
}

type Words = Pick<Notice, 'headline' | 'details'>;

function alone({ kind, facts, at }: KeptNotice, reader: NoticeReader): Words {
  return { headline: headlineOf(kind, facts), details: detailsOf(kind, facts, at, readOf(reader)) };
}

/** Of one lead the newest is the headline; of several people each is a line. */
function together(ws: Workspace, notices: readonly KeptNotice[], sameLead: boolean, reader: NoticeReader): Words {
  const newestFirst = notices.toSorted((a, b) => b.at - a.at);
  const line = (notice: KeptNotice) => {
    const said = headlineOf(notice.kind, notice.facts);
    const name = notice.isCompany ? undefined : leadOf(ws, notice)?.name;
    return sameLead || name === undefined ? said : `${name} ${said}`;
  };
  const [headline = '', ...others] = newestFirst.map(line);
  const plays = newestFirst.filter(({ isCompany }) => isCompany).flatMap((play) => alone(play, reader).details);
  if (sameLead) return { headline, details: [...others, ...plays] };
  return { headline: `${notices.length} signs of interest at once`, details: [headline, ...others, ...plays] };
}

function readOf({ now, timeZone, catalogue, names }: NoticeReader) {
  return {
    now,
    clock: readerClock(timeZone),
    words: (type: string) => catalogue[type]?.words ?? type.replaceAll('_', ' '),
    name: (lead: string) => names.get(lead),
  };
}
