import type { Viewer } from '../../../hubspot-app/src/app/shared/api.ts';
import type { ReaderClock } from '../../domain/explain/whenInWords.ts';
import { Failure } from '../../failure.ts';
import type { Rows } from '../../store/store.ts';
import type { Deciding } from '../deciding.ts';
import type { Parts, Workspace } from '../parts.ts';
import { readerClock } from '../readerClock.ts';
import { type Person, personOf } from '../who.ts';

/** Who opened a page inside the CRM, as the CRM itself vouches for it. */
export type Visitor = { workspace: string; userId: string };

/** A look at a page: everything of one transaction. */
export type Visit = {
  parts: Parts;
  ws: Workspace;
  rows: Rows;
  deciding: Deciding;
  person: Person;
  clock: ReaderClock;
  now: number;
};

/** The visitor's workspace. Throws a permanent Failure `unknown` where no process here serves it. */
export function workspaceFor(parts: Parts, { workspace }: Pick<Visitor, 'workspace'>): Workspace {
  const ws = parts.workspaces.get(workspace);
  if (ws !== undefined) return ws;
  throw Failure.permanent('This HubSpot account is not being served now. An admin should start the product again.', {
    code: 'unknown',
  });
}

/** Looks at a page, in one transaction. */
export async function visited<T>(parts: Parts, visitor: Visitor, look: (visit: Visit) => Promise<T>): Promise<T> {
  const ws = workspaceFor(parts, visitor);
  return parts.store.together(ws.id, async (rows) => {
    const deciding = await ws.deciding(rows);
    const person = await personOf(rows, ws, visitor, deciding.model);
    return look({ parts, ws, rows, deciding, person, clock: readerClock(person.timeZone), now: parts.now() });
  });
}

/** What a page says of who looks at it. Whoever is no rep and no manager may look, and is told why there are no buttons. */
export function viewerOf({ rep, manager, name }: Person): Viewer {
  if (rep === undefined && !manager) return { rep: false, manager, problem: STRANGER };
  return { name, rep: rep !== undefined, manager };
}

const STRANGER =
  'Your HubSpot user owns no records here, so you may look, but no lead can go to you. Ask your admin to make you an owner.';
