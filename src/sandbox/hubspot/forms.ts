import type { Reply } from '../server.ts';
import type { AddEndpoint, Asked } from './endpoint.ts';
import { pageOf, queryList } from './input.ts';
import type { Portal } from './portal.ts';
import { notFound } from './refusal.ts';

export type Form = { id: string; name: string; formType: string; createdAt: number };

export type Submission = {
  conversionId: string;
  submittedAt: number;
  values: { name: string; value: string; objectTypeId: string }[];
  pageUrl?: string;
};

/** Forms and what was sent by them (dossier 3.8). Neither path is dated. */
export function formRoutes(add: AddEndpoint): void {
  add('GET', '/marketing/v3/forms', ['forms'], list);
  add('GET', '/form-integrations/v1/submissions/forms/:form', ['forms'], listSubmissions);
}

/** A form is known from when it is made, or from when it is first sent. */
export function knowForm(portal: Portal, given: { id: string; name?: string; formType?: string }): Submission[] {
  const { id, name = id, formType = 'hubspot' } = given;
  if (!portal.forms.has(id)) portal.forms.set(id, { id, name, formType, createdAt: portal.now() });
  const submissions = portal.activity.submissions.get(id) ?? [];
  portal.activity.submissions.set(id, submissions);
  return submissions;
}

/** The definition of a form's fields is left out: nobody here asks for it. */
function list({ portal, request }: Asked): Reply {
  const types = queryList(request, 'formTypes');
  const wanted = [...portal.forms.values()].filter(
    ({ formType }) => types.length === 0 || types.includes('all') || types.includes(formType),
  );
  const views = wanted.map(({ id, name, formType, createdAt }) => {
    const at = new Date(createdAt).toISOString();
    return { id, name, formType, createdAt: at, updatedAt: at, archived: false };
  });
  return { status: 200, body: pageOf(views, request, { most: 100, usual: 50 }) };
}

/** Reported newest first and without a contact id (dossier 3.8). A form nobody knows is a 404. */
function listSubmissions({ portal, request }: Asked): Reply {
  const submissions = portal.activity.submissions.get(request.params['form'] ?? '');
  if (!submissions) throw notFound('Form not found');
  const newestFirst = submissions.toSorted((a, b) => b.submittedAt - a.submittedAt);
  return { status: 200, body: pageOf(newestFirst, request, { most: 50, usual: 20 }) };
}
