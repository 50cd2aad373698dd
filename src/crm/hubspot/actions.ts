import { z } from 'zod';
import { Failure } from '../../failure.ts';
import type { Crm } from '../crm.ts';
import type { Ask } from './api.ts';
import { paths } from './paths.ts';

/**
 * `Crm.completeAction`: the workflow that waits goes on. A callback that HubSpot does not know (it ended, was completed before, or
 * went on by itself when its time was over) is answered 404, a permanent Failure `not_found`.
 */
export function completeAction(ask: Ask): NonNullable<Crm['completeAction']> {
  return async (callbackId, outputs) => {
    const path = `${paths.actionCallbacks}/${encodeURIComponent(callbackId)}/complete`;
    // The reference marks typedOutputs as required, and does not say what goes into them.
    const body = { outputFields: { ...outputs, hs_execution_state: 'SUCCESS' }, typedOutputs: {} };
    try {
      await ask({ what: 'complete a workflow action', method: 'POST', path, body, writes: true }, z.unknown());
    } catch (error) {
      // It went well, and says nothing: 204 (workflow actions, "Complete a callback", read 2026-11-22).
      if (Failure.from(error).code !== 'nonsense') throw error;
    }
  };
}
