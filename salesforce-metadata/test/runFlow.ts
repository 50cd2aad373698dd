import { evaluate } from '../check/formula.ts';
import type { Value } from '../check/formula.ts';
import { all, one, textOf } from '../check/xml.ts';
import type { Element } from '../check/xml.ts';

/** A record's values by field; absent for an empty one. */
export type Values = Record<string, Value>;
/** The record that was saved, as it was before (absent: new), the other records by object, and the time. */
export type Saved = { record: Values; prior?: Values; others: Record<string, Values[]>; now: Date };

/**
 * What a flow that starts on saved records writes to others: `Object Id` to the fields set. Throws at what no flow here uses, so that
 * a flow never passes by something that is not understood.
 */
export function runFlow(flow: Element, saved: Saved): Record<string, Values> {
  const start = required(flow, 'start');
  if (!starts(start, saved)) return {};
  const paths = [start, ...all(start, 'scheduledPaths')].map(targetOf).filter((step) => step !== undefined);
  return Object.assign({}, ...paths.map((step) => runFrom(step, flow, saved))) as Record<string, Values>;
}

function starts(start: Element, { record, prior }: Saved): boolean {
  const meets = (values: Values): boolean =>
    holds(start, 'filters', (it) => compare(it, values[textOf(it, 'field') ?? '']));
  const onlyChanged = textOf(start, 'doesRequireRecordChangedToMeetCriteria') === 'true';
  const isAsked = prior === undefined || textOf(start, 'recordTriggerType') === 'CreateAndUpdate';
  return isAsked && meets(record) && !(onlyChanged && prior !== undefined && meets(prior));
}

function runFrom(step: string, flow: Element, saved: Saved): Record<string, Values> {
  const node = flow.children.find((child) => textOf(child, 'name') === step);
  if (node?.name === 'decisions') {
    const next = targetOf(all(node, 'rules').find((rule) => ruleHolds(rule, flow, saved)) ?? defaultOf(node));
    return next === undefined ? {} : runFrom(next, flow, saved);
  }
  if (node?.name !== 'recordUpdates') throw new Error(`flow: no step ${step} that is known here`);
  const next = targetOf(node);
  return { ...update(node, flow, saved), ...(next !== undefined && runFrom(next, flow, saved)) };
}

function ruleHolds(rule: Element, flow: Element, saved: Saved): boolean {
  return holds(rule, 'conditions', (it) => compare(it, valueOf(textOf(it, 'leftValueReference') ?? '', flow, saved)));
}

function update(node: Element, flow: Element, saved: Saved): Record<string, Values> {
  const object = textOf(node, 'object') ?? '';
  const found = (saved.others[object] ?? []).filter((other) =>
    holds(node, 'filters', (it) => compare(it, other[textOf(it, 'field') ?? ''], flow, saved)),
  );
  const set = all(node, 'inputAssignments').map((it) => [
    textOf(it, 'field'),
    said(required(it, 'value'), flow, saved),
  ]);
  return Object.fromEntries(found.map(({ Id }) => [`${object} ${String(Id)}`, Object.fromEntries(set) as Values]));
}

/** All of them, or as the element's own logic says: "1 AND (2 OR 3)". */
function holds(node: Element, list: string, each: (it: Element) => boolean): boolean {
  const logic = textOf(node, 'filterLogic') ?? textOf(node, 'conditionLogic') ?? 'and';
  const answers = all(node, list).map(each);
  if (logic === 'and') return answers.every(Boolean);
  if (logic === 'or') return answers.some(Boolean);
  const formula = logic
    .replaceAll('AND', '&&')
    .replaceAll('OR', '||')
    .replaceAll(/\d+/g, (nth) => `c${nth}`);
  return evaluate(formula, Object.fromEntries(answers.map((answer, at) => [`c${String(at + 1)}`, answer]))) === true;
}

function compare(it: Element, left: Value, flow?: Element, saved?: Saved): boolean {
  const right = said(one(it, 'value') ?? required(it, 'rightValue'), flow, saved);
  const operator = textOf(it, 'operator');
  if (operator === 'IsNull') return (left === undefined) === right;
  if (operator === 'EqualTo') return left === right;
  if (operator === 'NotEqualTo') return left !== right;
  if (operator === 'StartsWith') return typeof left === 'string' && left.startsWith(String(right));
  throw new Error(`flow: ${operator ?? 'no operator'} is not known here`);
}

function said(value: Element, flow?: Element, saved?: Saved): Value {
  const [kind] = value.children;
  if (kind?.name === 'stringValue') return kind.text;
  if (kind?.name === 'booleanValue') return kind.text === 'true';
  if (kind?.name === 'elementReference' && flow && saved) return valueOf(kind.text, flow, saved);
  throw new Error(`flow: ${kind?.name ?? 'no value'} is not known here`);
}

function valueOf(reference: string, flow: Element, saved: Saved): Value {
  if (reference === '$Flow.CurrentDateTime') return saved.now;
  if (reference.startsWith('$Record.')) return saved.record[reference.slice('$Record.'.length)];
  const formula = all(flow, 'formulas').find((it) => textOf(it, 'name') === reference);
  if (formula === undefined) throw new Error(`flow: no ${reference}`);
  const text = (textOf(formula, 'expression') ?? '').replaceAll(/\{!\$Record\.(\w+)\}/g, '$1');
  return evaluate(text, saved.record);
}

function targetOf(node: Element | undefined): string | undefined {
  const connector = node && one(node, 'connector');
  return connector && textOf(connector, 'targetReference');
}

/** A decision's last way, in the form of the others. */
function defaultOf(node: Element): Element | undefined {
  const connector = one(node, 'defaultConnector');
  return connector && { name: 'rules', text: '', children: [{ ...connector, name: 'connector' }] };
}

function required(node: Element, name: string): Element {
  const found = one(node, name);
  if (found === undefined) throw new Error(`flow: ${node.name} without ${name}`);
  return found;
}
