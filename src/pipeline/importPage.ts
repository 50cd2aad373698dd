import type { Crm, CrmLead } from '../crm/crm.ts';
import { Failure } from '../failure.ts';
import type { NewStep } from '../store/steps.ts';
import type { Parts, Workspace } from './parts.ts';
import { keepPeople, type Kept, afterKeeping } from './people.ts';

/** Under which name the import of a CRM is kept. */
export function listingOf({ kind, listing }: Pick<Crm, 'kind' | 'listing'>): string {
  return listing ?? kind;
}

export type ImportPage = Awaited<ReturnType<Workspace['crm']['listLeads']>>;

/**
 * Keeps a page of the first import, where the next one begins, and the count together. False when another process has moved it on
 * meanwhile: what this one read is kept by that one.
 */
export async function keepPage(
  parts: Parts,
  ws: Workspace,
  from: string | undefined,
  page: ImportPage,
): Promise<boolean> {
  const kept = await keepAtOnce(parts, ws, from, page).catch(() => keepSingly(parts, ws, from, page));
  // Of everybody at once there is no line a signal.
  if (kept !== undefined) await afterKeeping(quietly(parts), ws, kept, `import-${page.people[0]?.id}`);
  return kept !== undefined;
}

async function keepAtOnce(
  { store, now }: Parts,
  ws: Workspace,
  from: string | undefined,
  { people, unreadable, cursor }: ImportPage,
  keptBefore = 0,
): Promise<Kept | undefined> {
  return store.together(ws.id, async (rows) => {
    const before = await rows.lockImport(listingOf(ws.crm));
    if (before?.state !== 'running' || before.cursor !== from) return undefined;
    const fresh = await keepPeople(rows, ws, people, now());
    await rows.addSteps(unreadable.map(readAgain(now())), now());
    const done = { people: people.length + keptBefore, unreadable: unreadable.length, cursor };
    await rows.moveImport(listingOf(ws.crm), done, now());
    return fresh;
  });
}

/**
 * One person whom nothing keeps must not keep the others out: each is tried alone, whoever fails is read again apart, and the
 * import goes on. Where it was not about a person, passing the page throws.
 */
async function keepSingly(
  parts: Parts,
  ws: Workspace,
  from: string | undefined,
  page: ImportPage,
): Promise<Kept | undefined> {
  const all: Kept = { people: 0, signals: [], companies: [], hurried: [], apart: [] };
  const failed: { id: CrmLead['id']; why: string }[] = [];
  for (const person of page.people) {
    await parts.store
      .together(ws.id, (rows) => keepPeople(rows, ws, [person], parts.now()))
      .then(
        (kept) => addTo(all, kept),
        (error: unknown) => void failed.push({ id: person.id, why: Failure.from(error).message }),
      );
  }
  const rest = { ...page, people: [], unreadable: [...page.unreadable, ...failed.map(({ id }) => id)] };
  if ((await keepAtOnce(parts, ws, from, rest, all.people)) === undefined) return undefined;
  const ids = failed.map(({ id }) => id);
  if (ids.length > 0)
    parts.tell('failed', `import: contacts ${ids.join(', ')} are read again apart: ${failed[0]?.why}`);
  return all;
}

function addTo(all: Kept, one: Kept): void {
  all.people += one.people;
  all.signals.push(...one.signals);
  all.companies.push(...one.companies);
  all.hurried.push(...one.hurried);
  all.apart.push(...one.apart);
}

function quietly(parts: Parts): Parts {
  return { ...parts, tell: (step, ...rest) => (step === 'signal' ? undefined : parts.tell(step, ...rest)) };
}

function readAgain(dueAt: number): (record: CrmLead['id']) => NewStep {
  return (record) => ({ kind: 'catchup', key: `read:import:${record}`, subject: record, dueAt });
}
