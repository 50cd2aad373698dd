import { expect, test } from '@jest/globals';
import { addRepTime } from './store/reps.ts';
import { startOrgWorld } from './testing/orgWorld.ts';

test('a rep whom only the second CRM knew is the same rep once the first knows them, with their holiday', async () => {
  await using world = await startOrgWorld({ home: 'hubspot' });
  const { org, hubspot, app } = world;
  const email = 'dee@acme.example';
  const userId = org.addUser({ email, name: 'Dee Rep', timeZone: 'Europe/Berlin' });
  const known = () =>
    world.rows<{ id: string; value: string; email: string }>(
      `select r.id, i.value, r.email from reps r left join identities i on i.id = r.id where lower(r.email) = '${email}'`,
    );
  await world.minutes(6);
  const [{ id, value } = { id: '', value: '' }] = await known();
  expect(value).toBe(`salesforce:${userId}`);
  const from = world.now();
  const off = { rep: id, kind: 'time_off' as const, from, until: from + 86_400_000 };
  await app.db.inWorkspace('acme', (tx) => addRepTime(tx, 'acme', off, from));
  const ownerId = hubspot.addOwner({ email: 'Dee@acme.example', firstName: 'Dee', lastName: 'Rep' });
  await world.minutes(6);
  expect(await known()).toEqual([{ id, value: ownerId, email: 'Dee@acme.example' }]);
  expect(await world.rows('select rep from rep_times')).toEqual([{ rep: id }]);
});
