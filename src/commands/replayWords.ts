import { percent, row, span } from './replayCells.ts';
import type { ReplayReport } from './replayReport.ts';
import { routingInWords } from './replayRoutingWords.ts';

type Group = ReplayReport['byRep'][string];
type Share = ReplayReport['conversionBySignalType'][string];

/** The figures of a replay as lines for a person at a terminal. */
export function replayInWords(report: ReplayReport): string[] {
  const { leads, signals, contacts, automatedContacts, outcomes, episodes, rounds } = report;
  return [
    `Played ${leads} leads: ${signals} signals, ${contacts} contacts, ${outcomes} outcomes (model version ${report.modelVersion}).`,
    ...rejections(report),
    ...(automatedContacts > 0 ? [`${automatedContacts} more contacts were by machines and answer nothing.`] : []),
    `Hot: ${episodes} episodes and ${rounds} later rounds.`,
    `  ${perDay('opened an episode', report.hotLeadsPerDay)}`,
    `  ${perDay('crossed a score of 70', report.crossed70)}`,
    '',
    ...responseTimes(report),
    '',
    ...routingInWords(report),
    '',
    ...conversions(report),
  ];
}

function perDay(what: string, days: Record<string, number>): string {
  const [busiest, most] = Object.entries(days).reduce((most, day) => (day[1] > most[1] ? day : most), ['', 0]);
  if (most === 0) return `leads that ${what}: none`;
  const count = Object.keys(days).length;
  const mean = Object.values(days).reduce((sum, one) => sum + one, 0) / count;
  return `leads that ${what}: ${mean.toFixed(1)} a day on ${count} ${count === 1 ? 'day' : 'days'}, most ${most} on ${busiest}`;
}

function conversions({ conversion, conversionBySignalType }: ReplayReport): string[] {
  return [
    row(['conversion', 'leads', 'won', 'share', '95% from', 'to']),
    conversionRow('of the leads with an outcome', { ...conversion, leads: conversion.closed }),
    ...Object.entries(conversionBySignalType).map(([type, one]) => conversionRow(`with ${type}`, one)),
  ];
}

function conversionRow(name: string, { leads, won, share, low, high }: Share): string {
  return row([name, `${leads}`, `${won}`, percent(share), percent(low), percent(high)]);
}

function responseTimes({
  signalToFirstContact,
  signalToFirstContactWorking,
  answeredWithin,
  kaplanMeierMedianMinutes,
  byTier,
  bySource,
}: ReplayReport): string[] {
  const header = row(['signal to first contact', 'answered', 'open', 'median', 'p90', 'in 60 min']);
  return [
    header,
    groupRow('all', { ...signalToFirstContact, answeredWithin }),
    groupRow('all, in working time', { ...signalToFirstContactWorking, answeredWithin: {} }),
    ...Object.entries(byTier).map(([tier, group]) => groupRow(`tier ${tier}`, group)),
    ...Object.entries(bySource).map(([source, group]) => groupRow(`source ${source}`, group)),
    'Working time runs while at least one rep is there.',
    `Median with the open ones counted as still waiting (Kaplan-Meier): ${span(kaplanMeierMedianMinutes)}.`,
  ];
}

function rejections({ rejected, firstRejected }: ReplayReport): string[] {
  const counts = Object.entries(rejected).map(([reason, count]) => `${count} ${reason}`);
  if (counts.length === 0) return [];
  const named = firstRejected.map(({ line, reason }) => `line ${line} (${reason})`);
  return [`Not played: ${counts.join(', ')}. First: ${named.join(', ')}.`];
}

function groupRow(
  name: string,
  { count, open, medianMinutes, p90Minutes, answeredWithin }: Omit<Group, 'kaplanMeierMedianMinutes'>,
): string {
  const times = [span(medianMinutes), span(p90Minutes), percent(answeredWithin['60m'])];
  return row([name, `${count}`, `${open}`, ...times]);
}
