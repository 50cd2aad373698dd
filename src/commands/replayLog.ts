import type { Model } from '../domain/model.ts';
import type { Touch } from '../domain/presence.ts';
import type { Entry } from '../domain/replay.ts';
import { lineReader, type LogLine } from './replayLogLine.ts';
import { linesOf } from './replayLogLines.ts';

/** A lead log as read: what can be played, and which lines cannot, counted by reason. `firstRejected` names a few. */
export type LeadLog = {
  entries: Entry[];
  leads: Set<string>;
  /** The latest instant it tells of, epoch ms; 0 of an empty log. */
  end: number;
  /** The contacts whose rep is named. */
  touches: Touch[];
  /** Contacts that no person made; they are no entries. */
  automatedContacts: number;
  rejected: Map<string, number>;
  firstRejected: { line: number; reason: string }[];
};

const namedRejections = 10;

/**
 * Reads a log line by line. Empty lines are nothing; a line that cannot be played is counted; what is there twice (same kind,
 * source, lead and id) is taken once. `progress` is called with each line's number. Throws an Error when the file cannot be
 * read.
 */
export async function readLeadLog(file: string, model: Model, progress: (line: number) => void): Promise<LeadLog> {
  const log = emptyLog();
  const reader = lineReader(model);
  let line = 0;
  for await (const text of linesOf(file)) {
    line += 1;
    progress(line);
    const read = text.trim() === '' ? undefined : reader(text);
    if (typeof read === 'string') reject(log, line, read);
    else if (read) keep(log, read);
  }
  return log;
}

function emptyLog(): LeadLog {
  return {
    entries: [],
    leads: new Set(),
    end: 0,
    touches: [],
    automatedContacts: 0,
    rejected: new Map(),
    firstRejected: [],
  };
}

function reject(log: LeadLog, line: number, reason: string): void {
  log.rejected.set(reason, (log.rejected.get(reason) ?? 0) + 1);
  if (log.firstRejected.length < namedRejections) log.firstRejected.push({ line, reason });
}

function keep(log: LeadLog, { lead, at, entry, touch }: LogLine): void {
  log.leads.add(lead);
  log.end = Math.max(log.end, at);
  if (entry) log.entries.push(entry);
  else log.automatedContacts += 1;
  if (touch) log.touches.push(touch);
}
