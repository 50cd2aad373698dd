import { describe, expect, test } from '@jest/globals';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../decay.ts';
import { defaultModel } from '../model.ts';
import { away, lead, question, rep } from '../routing/routeForTests.ts';
import { route } from '../routing/route.ts';
import { NOW } from '../signalsForTests.ts';
import { climb, startLadder } from '../sla/ladder.ts';
import { facts } from '../sla/laddersForTests.ts';
import { redecide } from './redecide.ts';
import type { DecisionRow } from './redecideRow.ts';

describe('what was asked of routing and of a ladder', () => {
  const rules = { ...defaultModel.routing, people: { 'ann@us.example': { backup: 'bob@us.example' } } };
  const asked = question(lead({ owner: 'ann' }), [away('ann'), rep('bob'), rep('cy')], rules);
  const { members: _kept, ...answered } = route(asked, rules);
  const ladder = startLadder(defaultModel.sla.urgent, NOW, defaultModel.sla);
  const known = facts({ clocks: { assignee: [{ from: NOW, to: NOW + DAY_MS }], pool: [] } });
  const row = { id: 1, lead: 'l1', at: NOW + HOUR_MS, watermark: 0, modelHash: 'rules' };
  const routed = {
    ...row,
    kind: 'route',
    inputs: { routing: asked, why: 'open' },
    outcome: { route: answered, result: {} },
  };
  const climbed = {
    ...row,
    kind: 'sla',
    inputs: { ladder, facts: known },
    outcome: { climb: climb(ladder, known, row.at) },
  };
  const withRules = (one: object) => {
    const kept = JSON.parse(JSON.stringify(one)) as DecisionRow;
    return redecide({ rows: [kept], signals: [], contacts: [], closings: [] }, () => ({
      ...defaultModel,
      routing: rules,
    }));
  };

  test.each([
    ['routing', routed],
    ['a ladder', climbed],
  ])('%s answers the same again', (_, one) => {
    expect(withRules(one)).toEqual({ same: 1 });
  });

  test.each([
    ['another assignee', { ...routed, outcome: { route: { ...answered, assignee: 'cy' } } }, 'outcome.route.assignee'],
    ['no reason', { ...routed, outcome: { route: { ...answered, rules: [] } } }, 'outcome.route.rules.0'],
    ['no answer', { ...routed, outcome: {} }, 'outcome.route'],
    ['an earlier rung', { ...climbed, at: NOW + MINUTE_MS }, 'outcome.climb.ladder.climbed'],
    [
      'a contact that was not',
      { ...climbed, inputs: { ladder, facts: { ...known, answered: true } } },
      'outcome.climb.ladder.climbed',
    ],
  ])('%s is a difference', (_, one, path) => {
    expect(withRules(one)).toMatchObject({ same: 0, firstDifference: { id: 1, path } });
  });

  const { principal, rules: asRules, candidates } = answered;
  test.each([
    ['another reason', { because: 'said otherwise' }],
    ['another reason of its rule', { principal: { ...principal, because: 'said otherwise' } }],
    ['rules that say it otherwise', { rules: asRules.map((rule) => ({ ...rule, because: 'said otherwise' })) }],
    ['only the rule that matched', { rules: asRules.filter(({ matched }) => matched) }],
    [
      'candidates who heard it otherwise',
      { candidates: candidates.map(({ rep: id }) => ({ rep: id, outcome: 'no' })) },
    ],
  ])('%s is the same in other words', (_, other) => {
    const one = { ...routed, outcome: { route: { ...answered, ...other } } };
    expect(withRules(one)).toEqual({ same: 1, reworded: 1 });
  });

  test.each([
    ['another rule', { rules: asRules.map((rule) => ({ ...rule, matched: rule.rule === 'customer' })) }, 'rules.0'],
    ['a candidate more', { candidates: [...candidates, { rep: 'dana', outcome: 'away' }] }, 'candidates.3'],
    ['nobody found', { unassigned: 'all are away' }, 'unassigned'],
    ['held', { held: true }, 'held'],
    ['held until then', { heldUntil: NOW }, 'heldUntil'],
    ['another principal', { principal: { ...principal, rep: 'cy' } }, 'principal.rep'],
    ['a pool that claims', { claimPool: 'default' }, 'claimPool'],
  ])('%s is a difference', (_, other, path) => {
    const one = { ...routed, outcome: { route: { ...answered, ...other } } };
    expect(withRules(one)).toMatchObject({ same: 0, firstDifference: { path: `outcome.route.${path}` } });
  });

  test('why nobody was found is words, that nobody was is not', () => {
    const { members: _none, ...told } = route({ ...asked, reps: [away('ann'), away('bob'), away('cy')] }, rules);
    const inputs = { routing: { ...asked, reps: [away('ann'), away('bob'), away('cy')] } };
    const { unassigned, ...found } = told;
    expect(unassigned).toBeDefined();
    expect(withRules({ ...routed, inputs, outcome: { route: { ...told, unassigned: 'x' } } })).toMatchObject({
      same: 1,
    });
    expect(withRules({ ...routed, inputs, outcome: { route: found } })).toMatchObject({ same: 0 });
  });

  test('what nobody decided counts as the same, whatever model was there', () => {
    const noted = ['claim', 'deed', 'effect'].map((kind) => ({
      ...row,
      kind,
      modelHash: 'gone',
      inputs: {},
      outcome: {},
    }));
    expect(
      redecide({ rows: noted as DecisionRow[], signals: [], contacts: [], closings: [] }, () => undefined),
    ).toEqual({ same: 3 });
  });
});
