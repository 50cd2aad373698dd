import type { ServerResponse } from 'node:http';
import { sendPlainPage } from '../plainPage.ts';

/** What somebody who connects an account may read at the end of it. */
export type ConsentPage = readonly [status: number, headline: string, more: string, list?: readonly string[]];

/** All ends that connecting any CRM has. */
export type ConsentPages = Readonly<
  Record<
    'connected' | 'badLink' | 'noState' | 'strayed' | 'cancelled' | 'scopes' | 'taken' | 'other' | 'records' | 'failed',
    ConsentPage
  >
>;

/** Answers with a page of constant words, and `named`: our own scopes, or account ids. Nothing of the request is shown. */
export function showPage(
  response: ServerResponse,
  [status, headline, more, list]: ConsentPage,
  named: readonly string[] = [],
): void {
  const told = [more, named.join(', ')].join(' ').trim();
  sendPlainPage(response, status, { headline, more: told, ...(list && { list }) });
}
