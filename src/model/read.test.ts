import { describe, expect, test } from '@jest/globals';
import { defaultModel } from '../domain/model.ts';
import { modelFrom, modelFromStored, modelFromText } from './read.ts';

/** The recipe R1 as one match. */
const any = (of: unknown) => ({ recipes: { R1: { when: { kind: 'any', of } } } });

describe('a model file', () => {
  test('a whole exported model reads as itself', () => {
    expect(modelFrom(JSON.parse(JSON.stringify(defaultModel)), 'model')).toEqual(defaultModel);
  });

  test('an empty part is the default', () => {
    expect(modelFrom({}, 'model')).toEqual(defaultModel);
  });

  test('another kind of decay replaces the old one, and a new type gets its defaults', () => {
    const added = { family: 'product', points: 9, decay: { kind: 'hold', days: 2 } };
    const { catalogue } = modelFrom(
      { catalogue: { blog_engagement: { decay: { kind: 'linear', days: 3 } }, seat_added: added } },
      'model',
    );
    expect(catalogue['blog_engagement']?.decay).toEqual({ kind: 'linear', days: 3 });
    expect(catalogue['seat_added']).toEqual({
      ...added,
      repeat: 'diminish',
      foldBy: 'type and asset',
      words: 'seat added',
    });
  });

  test('that is whole is taken as it is, so that a lane can be taken away', () => {
    const { contact_sales: _gone, ...lanes } = defaultModel.lanes;
    expect(Object.keys(modelFrom({ ...defaultModel, lanes }, 'model').lanes)).toEqual(Object.keys(lanes));
    expect(modelFrom({ lanes }, 'model')).toEqual(defaultModel);
  });

  test('that was published before a section was invented has the section of the default', () => {
    const { opening: _unknown, ...stored } = { ...defaultModel, lanes: {} };
    expect(modelFromStored(stored)).toEqual({ ...defaultModel, lanes: {} });
  });

  test('that was published before a section was invented gets the types it names', () => {
    const { mapping: _later, opens: _too, ...before } = defaultModel;
    const { teammate_invited: _named, blog_engagement: _named2, ...catalogue } = before.catalogue;
    const model = modelFromStored({ ...before, catalogue });
    expect(model.mapping).toEqual(defaultModel.mapping);
    expect(Object.keys(model.catalogue)).toEqual(expect.arrayContaining(['teammate_invited', 'blog_engagement']));
  });

  test('that was published before statuses disqualified has those of the default', () => {
    const { disqualifiedStatuses: _later, ...suppression } = defaultModel.suppression;
    expect(modelFromStored({ ...defaultModel, suppression })).toEqual(defaultModel);
  });

  test('that was published before a rule became stricter still decides', () => {
    const stored = { ...defaultModel, tiers: { ...defaultModel.tiers, three: { score: 71 } } };
    expect(modelFromStored(stored)).toEqual(stored);
  });

  test.each([
    [{ countedPoints: 0, varietyPoints: -1 }],
    [{ windowDays: 1e-9, foldMinutes: 1e6 }],
    [{ lanes: { old: { on: true, type: 'usage_limit_hit', times: 1, apartMinutes: 0, hours: 1e6 } } }],
    [{ suppression: { ...defaultModel.suppression, ownDomains: ['https://us.com'] } }],
  ])('that was published with %j still decides', (part) => {
    const stored = { ...defaultModel, ...part };
    expect(modelFromStored(stored)).toEqual(stored);
  });

  test.each([
    [{ windowDays: 0 }, 'windowDays: must be more than 0 (got 0)'],
    [{ countedPoints: -1001 }, 'countedPoints: must be -1000 or more (got -1001)'],
    [{ opening: { coolScore: -1 } }, 'opening.coolScore: must be 0 or more (got -1)'],
  ])('a number beyond two bounds is told once: %j', (part, said) => {
    expect(() => modelFrom(part, 'model')).toThrow(new Error(`model: ${said}`));
  });

  test('a domain that is none is told with what to give', () => {
    const read = () => modelFrom({ suppression: { ownDomains: ['https://us.com'] } }, 'model');
    expect(read).toThrow(
      'suppression.ownDomains[0]: must be a domain alone, such as "acme.com" (got "https://us.com")',
    );
  });

  test('a wrong reference and crossed bounds are named although something else is wrong as well', () => {
    const part = {
      versio: 2,
      tiers: { one: { score: 'x' }, two: { score: 30 } },
      lanes: { contact_sales: { type: 'talk' } },
      recipes: { R2b: { when: { kind: 'not', that: { kind: 'any', of: { except: ['pricing'] } } } } },
    };
    const paths = ['"versio"', 'tiers.one.score', 'tiers.three.score', 'opening.coolScore', 'lanes.contact_sales.type'];
    for (const said of [...paths, 'recipes.R2b.when.that.of.except[0]'])
      expect(() => modelFrom(part, 'model')).toThrow(said);
  });

  test.each([
    [{ tiers: { one: { score: 70 }, two: { score: 71 } } }, 'tiers.two.score'],
    [{ tiers: { three: { score: 71 } } }, 'tiers.three.score'],
    [{ opening: { coolScore: 71 } }, 'opening.coolScore'],
    [{ lanes: { demo_request: { apartMinutes: 1 } } }, 'lanes.demo_request.apartMinutes'],
    [{ lanes: { two_pricing_visits: { hours: 1 } } }, 'lanes.two_pricing_visits.apartMinutes'],
  ])('%j crosses itself at %s alone', (part, path) => {
    const crossed = () => modelFrom(part, 'model');
    expect(crossed).toThrow(`model: ${path}: must`);
    expect(crossed).not.toThrow(';');
  });

  test.each([
    [{ tiers: { one: { score: 70 } } }],
    [{ opening: { coolScore: 70 } }],
    [{ lanes: { two_pricing_visits: { hours: 1, apartMinutes: 59 } } }],
  ])('%j is on its bound and fits', (part) => {
    expect(() => modelFrom(part, 'model')).not.toThrow();
  });

  test.each([
    ['{"version":1,"version":2}', ['version']],
    ['{"tiers":{"one":{"score":80,"variety":3,"\\u0073core":81}}}', ['tiers.one.score']],
    ['{"lanes":{},"recipes":{"R1":{"on":true,"on":false}},"lanes":{}}', ['recipes.R1.on', 'lanes']],
    ['{"a":[{"b":1},{"b":"}:{\\"","b":2}]}', ['a[1].b']],
  ])('%s says something twice', (text, paths) => {
    for (const path of paths) expect(() => modelFromText(text, 'model')).toThrow(`${path}: is there twice`);
  });

  test('a key of two objects is not there twice', () => {
    const text = '{"tiers":{"one":{"score":80},"two":{"score":70}},"suppression":{"ownDomains":["a.com","a.com"]}}';
    expect(modelFromText(text, 'model').suppression.ownDomains).toEqual(['a.com', 'a.com']);
  });

  test.each([
    [{ tiers: 1 }, 'tiers: must be an object (got 1)'],
    [{ tiers: { one: { variety: 1.5 } } }, 'tiers.one.variety: must be a whole number (got 1.5)'],
    [{ windowDays: 0 }, 'windowDays: must be more than 0 (got 0)'],
    [{ foldMinutes: -1 }, 'foldMinutes: must be 0 or more (got -1)'],
    [{ recipes: { R1: { on: 'yes', tier: 3, types: 'x' } } }, 'recipes.R1.on: must be true or false (got "yes")'],
    [{ recipes: { R1: { tier: 3 } } }, 'recipes.R1.tier: must be 1 or 2 (got 3)'],
    [any({ types: 'x' }), 'recipes.R1.when.of.types: must be a list (got "x")'],
    [any({ except: ['email_open'] }), 'recipes.R1.when.of: matches nothing: name at least one of types or families'],
    [
      { recipes: { R1: { when: { kind: 'all' } } } },
      'recipes.R1.when.kind: must be any, count, near, within, and, or or not',
    ],
    [{ recipes: { R1: { when: { kind: 'and', all: [] } } } }, 'recipes.R1.when.all: must hold at least 1'],
    [{ recipes: { R9: {} } }, 'recipes.R9.words: must be a text (missing)'],
    [{ catalogue: { x: { family: 'product', points: 1 } } }, 'catalogue.x.decay: must be an object (missing)'],
    [{ catalogue: { email_open: { decay: { kind: 'half' } } } }, 'decay.kind: must be hold, weekly or linear'],
    [{ catalogue: { email_open: { repeat: 'never' } } }, 'must be sum, once or diminish (got "never")'],
    [{ catalogue: { email_open: { family: '' } } }, 'catalogue.email_open.family: must not be empty'],
    [{ lanes: { '': {} } }, 'must not be empty'],
    [7, 'input: must be an object'],
  ])('%j is told in plain words', (part, said) => {
    const read = () => modelFrom(part, 'model');
    expect(read).toThrow(said);
    expect(read).not.toThrow(/Invalid|expected|received|Too/);
  });

  test.each([
    [{ catalogue: { email_open: { family: 'mail' } } }, /catalogue\.email_open\.family: .*\(got "mail"\)/],
    [{ lanes: { demo_request: { type: 'toString' } } }, /lanes\.demo_request\.type/],
    [any({ types: ['demo'] }), /recipes\.R1\.when\.of\.types\[0\]: must be one of .*\(got "demo"\)/],
    [[], /model: input: /],
  ])('%j does not fit together', (part, message) => {
    expect(() => modelFrom(part, 'model')).toThrow(message);
  });

  test.each([
    ['[' + '['.repeat(200_000), 'deep'],
    [`{"note":"${'x'.repeat(1_000_001)}"}`, 'long'],
  ])('that is too large is refused at once', (text) => {
    expect(() => modelFromText(text, 'model')).toThrow(/^model: .*: give a model$/);
  });

  test('whose names hold what no database takes is refused', () => {
    expect(() => modelFrom({ lanes: { 'a\u0000': defaultModel.lanes['demo_request'] } }, 'model')).toThrow(
      'names must not be empty and hold no control characters',
    );
  });
});
