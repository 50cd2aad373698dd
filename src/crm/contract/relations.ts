import { describe, expect, test } from '@jest/globals';
import type { BadCall, Start } from './under-test.ts';

export function relationTests(start: Start): void {
  describe('whose a lead may be', () => {
    test('every deal of a lead is told, with its state and owner', async () => {
      await using on = await start();
      const [leadId = '', other = ''] = await on.makeLeads(2);
      const open = await on.makeDeal({ state: 'open', ownerId: on.reps.ann }, [leadId, other]);
      const won = await on.makeDeal({ state: 'won', ownerId: on.reps.bob }, [leadId]);
      const lost = await on.makeDeal({ state: 'lost' }, [leadId]);
      const relations = await on.crm.readRelations([{ leadId }, { leadId: other }]);
      const told = (id: string) => relations.get(id)?.deals.map((deal) => [deal.id, deal.state, deal.ownerId]);
      expect(new Set(told(leadId))).toEqual(
        new Set([
          [open, 'open', on.reps.ann],
          [won, 'won', on.reps.bob],
          [lost, 'lost', undefined],
        ]),
      );
      expect(told(other)).toEqual([[open, 'open', on.reps.ann]]);
      expect(relations.get(leadId)?.deals.every(({ stage, stageLabel }) => stage && stageLabel)).toBe(true);
    });

    test('the company a lead belongs to is told, and no other that looks like it', async () => {
      await using on = await start();
      const [leadId = ''] = await on.makeLeads(1);
      const own = await on.makeCompany({ name: 'Acme', domain: 'acme.test', ownerId: on.reps.ann }, [leadId]);
      await on.makeCompany({ name: 'Acme' }, []);
      const relations = await on.crm.readRelations([{ leadId, domain: 'acme.test', company: 'Acme' }]);
      const company = { id: own, associated: 'primary', name: 'Acme', domain: 'acme.test', ownerId: on.reps.ann };
      expect(relations.get(leadId)?.companies).toMatchObject([company]);
      expect(relations.get(leadId)?.companies).toHaveLength(1);
    });

    test('a lead without a company is told of those with its domain, name or phone, in any case, each lead of its own', async () => {
      await using on = await start();
      const [ann = '', bob = '', cyd = '', dan = ''] = await on.makeLeads(4);
      const acme = await on.makeCompany({ name: 'Acme Inc', domain: 'acme.test' }, []);
      const twin = await on.makeCompany({ name: 'ACME Inc' }, []);
      const other = await on.makeCompany({ name: 'Umbrella', phone: '+49 30 1234' }, []);
      const relations = await on.crm.readRelations([
        { leadId: ann, domain: 'ACME.test' },
        { leadId: bob, company: 'Acme inc' },
        { leadId: cyd, phone: '+49 30 1234' },
        { leadId: dan, domain: 'nobody.test', company: 'Nobody' },
      ]);
      const told = [ann, bob, cyd, dan].map((id) =>
        relations
          .get(id)
          ?.companies.map((company) => company.id)
          .sort(),
      );
      expect(told).toEqual([[acme], [acme, twin].sort(), [other], []]);
      expect(relations.get(ann)?.companies[0]?.associated).toBe('no');
    });

    test('a lead of whom nothing is known is told of, with nothing', async () => {
      await using on = await start();
      const [leadId = ''] = await on.makeLeads(1);
      expect([...(await on.crm.readRelations([{ leadId }]))]).toEqual([[leadId, { deals: [], companies: [] }]]);
      expect((await on.crm.readRelations([])).size).toBe(0);
    });

    test('a whole batch of leads without companies is asked for', async () => {
      await using on = await start();
      const leadIds = await on.makeLeads(on.crm.batchSize);
      const named = (index: number) => `A company of some length number ${index}`;
      const wanted = await on.makeCompany({ name: named(77), domain: 'number-77.example' }, []);
      const questions = leadIds.map((leadId, index) => ({
        leadId,
        company: named(index),
        domain: `number-${index}.example`,
      }));
      const relations = await on.crm.readRelations(questions);
      const found = [...relations].filter(([, { companies }]) => companies.length > 0);
      expect(found.map(([id, { companies }]) => [id, companies[0]?.id])).toEqual([[leadIds[77], wanted]]);
    });

    test.each<['readDeals' | 'readCompanies', BadCall]>([
      ['readDeals', 'unavailable'],
      ['readCompanies', 'cut'],
    ])('when %s fails (%s) nobody is told that there is nothing', async (operation, bad) => {
      await using on = await start();
      const [leadId = ''] = await on.makeLeads(1);
      await on.makeDeal({ state: 'open', ownerId: on.reps.ann }, [leadId]);
      await on.makeCompany({ name: 'Acme' }, [leadId]);
      on.spoil(operation, bad);
      await expect(on.crm.readRelations([{ leadId }])).rejects.toMatchObject({ kind: 'retry' });
      const again = (await on.crm.readRelations([{ leadId }])).get(leadId);
      expect([again?.deals.length, again?.companies.length]).toEqual([1, 1]);
    });
  });
}
