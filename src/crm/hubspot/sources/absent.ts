import { Failure } from '../../../failure.ts';
import type { SourcePage } from '../../crm.ts';

/** What `work` finds, or in words that this connection may not read it: HubSpot's own reason names the scope or the plan. */
export async function unlessForbidden(work: () => Promise<SourcePage>): Promise<SourcePage | { absent: string }> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure && error.code === 'forbidden') return { absent: error.message };
    throw error;
  }
}

/** What `work` finds, or `otherwise` where it is not there any more. */
export async function ifThere<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure && error.code === 'not_found') return otherwise;
    throw error;
  }
}
