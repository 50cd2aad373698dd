import { describe, expect, test } from '@jest/globals';
import { abilityFindings } from './ability-checks.ts';
import { abilities } from './abilities.ts';
import { FLOWS, of, portalForTests } from '../../../testing/setupPortal.ts';

const every = abilities.flatMap(({ scopes }) => scopes);
/** A token with all scopes but this; owners may be read with the scope of workflows too. */
function without(scope: string) {
  const gone = scope === 'crm.objects.owners.read' ? [scope, 'automation'] : [scope];
  return { tokens: [{ token: 'sandbox-token', scopes: every.filter((one) => !gone.includes(one)) }] };
}

describe('with the token of one’s own app', () => {
  const seen = abilities.filter(({ scopes, probe }) => scopes.length > 0 && probe !== undefined);
  test.each(seen.map(({ what, scopes, needed }) => [scopes[0] ?? '', what, needed === true ? 'wrong' : 'missing']))(
    'a reading shows that %s is missing',
    async (scope, what, state) => {
      await using on = await portalForTests({ enterprise: true, ...without(scope) });
      const found = of(await abilityFindings(on.ask, undefined), what);
      expect(found).toMatchObject({ area: 'permissions', state, sentence: expect.stringContaining(scope) });
    },
  );

  test('what only writing would show is said to be unknown', async () => {
    await using on = await portalForTests();
    const found = of(await abilityFindings(on.ask, undefined), 'writing contacts and tasks');
    expect(found).toMatchObject({ state: 'cannot', sentence: expect.stringContaining('crm.objects.contacts.write') });
    expect(on.writes()).toEqual([]);
  });
});

describe('with an installation by OAuth', () => {
  test('what is missing is known from its scopes, and nothing is asked that would be refused for it', async () => {
    await using on = await portalForTests({ enterprise: true });
    const granted = every.filter((scope) => scope !== 'forms' && scope !== 'crm.objects.contacts.write');
    const findings = await abilityFindings(on.ask, granted);
    expect(of(findings, 'form submissions')).toMatchObject({ area: 'permissions', state: 'missing' });
    expect(of(findings, 'writing contacts and tasks')).toMatchObject({ state: 'wrong' });
    expect(of(findings, 'form submissions').sentence).toContain('hot-lead hubspot install');
    expect(on.sandbox.calls.filter(({ status }) => status !== 200)).toEqual([]);
  });

  test('with every scope nothing is missing', async () => {
    await using on = await portalForTests({ enterprise: true });
    const states = (await abilityFindings(on.ask, every)).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['there']));
  });
});

describe('what the account’s plan lacks', () => {
  test('behavioural events take Enterprise, and their stand-in is named', async () => {
    await using on = await portalForTests();
    const found = of(await abilityFindings(on.ask, every), 'behavioural events');
    expect(found).toMatchObject({ area: 'plan', state: 'cannot' });
    expect(found.sentence).toMatch(/Enterprise.*Instead: page views and forms come from the history/);
  });

  test('a refusal that names no scope is the plan’s', async () => {
    await using on = await portalForTests({ plan: 'starter' });
    const findings = await abilityFindings(on.ask, undefined);
    expect(of(findings, 'sequences').sentence).toMatch(/Professional.*Instead: .* e-mail of this product/);
    expect(of(findings, 'workflows')).toMatchObject({ area: 'plan', state: 'cannot' });
  });

  test('a call that HubSpot has given up is no fault of the account', async () => {
    await using on = await portalForTests();
    on.sandbox.badDay('GET', FLOWS, { kind: 'status', status: 404, body: {} });
    expect(of(await abilityFindings(on.ask, every), 'workflows').sentence).toContain(
      'does not know this call any more',
    );
  });
});

test('a portal that does not answer now is asked again later', async () => {
  await using on = await portalForTests();
  on.sandbox.badDay('GET', FLOWS, { kind: 'status', status: 503 });
  await expect(abilityFindings(on.ask, every)).rejects.toMatchObject({ kind: 'retry' });
});
