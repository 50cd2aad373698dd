import { describe, expect, test } from '@jest/globals';
import { heldClock } from '../../testing/clock.ts';
import { openOrg } from './test-org.ts';

async function namesOf(org: Awaited<ReturnType<typeof openOrg>>, condition: string): Promise<unknown[]> {
  const { records } = await org.soql(`SELECT LastName FROM Lead ${condition}`);
  return records.map(({ LastName }) => LastName);
}

describe('SOQL', () => {
  test.each([
    ["WHERE LastName = 'ADA'", ['Ada']],
    ["WHERE LastName != 'Ada' ORDER BY LastName", ['Bob', 'Cy']],
    ["WHERE Title != 'CEO' ORDER BY LastName", ['Bob', 'Cy']],
    ['WHERE Title = null ORDER BY LastName DESC', ['Cy', 'Bob']],
    ["WHERE LastName LIKE '_d%'", ['Ada']],
    ["WHERE LastName IN ('ada', 'cy') ORDER BY LastName", ['Ada', 'Cy']],
    ["WHERE LastName NOT IN ('ada', 'cy')", ['Bob']],
    ["WHERE (NOT LastName LIKE 'a%') AND NumberOfEmployees > 5", ['Bob']],
    ["WHERE LastName = 'Ada' OR NumberOfEmployees <= 3 ORDER BY NumberOfEmployees NULLS LAST", ['Cy', 'Ada']],
    ["WHERE Email = 'ADA@example.com'", ['Ada']],
    ["WHERE Owner.Email = 'ann@example.com'", ['Ada']],
    ['WHERE HasOptedOutOfEmail = true', ['Cy']],
    ['ORDER BY LastName LIMIT 1 OFFSET 1', ['Bob']],
    ['WHERE CreatedDate = TODAY ORDER BY LastName', ['Bob', 'Cy']],
    ['WHERE CreatedDate < 2026-11-22T00:00:00Z', ['Ada']],
    ["WHERE Id IN (SELECT LeadId FROM CampaignMember WHERE Status = 'Attended')", ['Bob']],
  ])('%s', async (condition, names) => {
    await using org = await openOrg({ now: () => Date.parse('2026-11-22T09:00:00Z') });
    const ann = org.addUser({ email: 'ann@example.com', name: 'Ann Rep' });
    const before = { at: Date.parse('2026-11-20T09:00:00Z') };
    org.addLead({ LastName: 'Ada', Title: 'CEO', Email: 'ada@example.com', OwnerId: ann }, before);
    const bob = org.addLead({ LastName: 'Bob', NumberOfEmployees: 7 });
    org.addLead({ LastName: 'Cy', NumberOfEmployees: 3, HasOptedOutOfEmail: true });
    org.addMember(org.addCampaign(), bob, 'Attended');
    expect(await namesOf(org, condition)).toEqual(names);
  });

  test('counts, and groups', async () => {
    await using org = await openOrg();
    for (const Status of ['Open - Not Contacted', 'Working - Contacted', 'Working - Contacted'])
      org.addLead({ Status });
    expect(await org.soql('SELECT COUNT() FROM Lead')).toEqual({ totalSize: 3, done: true, records: [] });
    const { records } = await org.soql('SELECT Status, COUNT(Id) n FROM Lead GROUP BY Status');
    expect(records).toMatchObject([
      { attributes: { type: 'AggregateResult' }, Status: 'Open - Not Contacted', n: 1 },
      { Status: 'Working - Contacted', n: 2 },
    ]);
  });

  test('walks down to children, and up through lookups of many kinds', async () => {
    await using org = await openOrg();
    const lead = org.addLead({ LastName: 'Ada' });
    org.addTask({ WhoId: lead, Subject: 'Call' });
    const { records } = await org.soql('SELECT (SELECT Subject FROM Tasks) FROM Lead');
    expect(records).toMatchObject([{ Tasks: { totalSize: 1, records: [{ Subject: 'Call' }] } }]);
    const tasks = await org.soql('SELECT Who.Name, Who.Type, What.Name FROM Task');
    expect(tasks.records).toMatchObject([{ Who: { Name: 'Ada', Type: 'Lead' }, What: null }]);
  });

  test('shows what is in the recycle bin to queryAll only', async () => {
    await using org = await openOrg();
    org.deleteRecord(org.addLead({ LastName: 'Ada' }));
    expect(await org.soql('SELECT Id FROM Lead')).toMatchObject({ totalSize: 0 });
    const all = await org.soql('SELECT IsDeleted FROM Lead', 'queryAll');
    expect(all.records).toMatchObject([{ IsDeleted: true }]);
  });

  test('ends a cursor after a while, and never gives it to another user', async () => {
    const clock = heldClock('2026-11-22T09:00:00Z');
    await using org = await openOrg({ now: () => clock.now() });
    org.bulk('Lead', 2001, () => ({ LastName: 'Ada', Company: 'Example' }));
    const { body } = await org.call('GET', '/query?q=SELECT+Id+FROM+Lead');
    const next = (body as { nextRecordsUrl: string }).nextRecordsUrl.replace('/services/data/v66.0', '');
    expect(await org.call('GET', next)).toMatchObject({ status: 200, body: { done: true, records: [{}] } });
    clock.advance(16 * 60_000);
    expect(await org.call('GET', next)).toMatchObject({ status: 400, body: [{ errorCode: 'INVALID_QUERY_LOCATOR' }] });
  });

  test.each([
    ["SELECT Id FROM Lead WHERE LastName = 'a' AND LastName = 'b' OR LastName = 'c'", 'MALFORMED_QUERY'],
    ["SELECT Id FROM Lead WHERE LastName = 'a' AND NOT LastName = 'b'", 'MALFORMED_QUERY'],
    ["SELECT Id FROM Lead WHERE Description = 'a'", 'INVALID_FIELD'],
    ['SELECT Id FROM Lead WHERE LastName = 5', 'INVALID_FIELD'],
    ["SELECT Id FROM Lead WHERE IsConverted = 'true'", 'INVALID_FIELD'],
    ['SELECT Id FROM Lead OFFSET 2001', 'NUMBER_OUTSIDE_VALID_RANGE'],
    ['SELECT Id FROM OutOfOffice', 'INVALID_TYPE'],
    ['SELECT Owner.Nmae FROM Lead', 'INVALID_FIELD'],
    ['SELECT Ownr.Name FROM Lead', 'INVALID_FIELD'],
    [`SELECT Id FROM Lead WHERE LastName IN (${"'x',".repeat(30_000)}'x')`, 'QUERY_TOO_COMPLICATED'],
  ])('refuses %.70s', async (soql, errorCode) => {
    await using org = await openOrg();
    const ask = async () => org.ground.query(soql, { as: org.integrationUser });
    await expect(ask()).rejects.toMatchObject({ errorCode, status: 400 });
  });
});
