import { startSalesforce } from './salesforce.ts';

/** An org as tests of its logins, bulk jobs and deploys want it: two users, and the first one's hand to write with. */
export async function startTestOrg(now: () => number = Date.now) {
  const sandbox = await startSalesforce({ now });
  const adminId = sandbox.addUser({ email: 'admin@example.com', name: 'admin' });
  const repId = sandbox.addUser({ email: 'rep@example.com', name: 'rep' });
  return {
    ...sandbox,
    adminId,
    repId,
    by: { userId: adminId, autoAssign: false },
    /** A session of the admin. */
    session: () => sandbox.ground.sessions.open(adminId),
  };
}

export type TestOrg = Awaited<ReturnType<typeof startTestOrg>>;
