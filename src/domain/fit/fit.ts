import { hasAddress, sizeOf, textsOf, wordOf, type AddressKind, type LeadFacts } from './fitFacts.ts';
import type { Model } from '../model.ts';

/**
 * One thing a rule asks. What is not known makes it false. Texts are compared whatever their case; `matches` is a regular
 * expression found anywhere in the text, and where `in` stands as well both must hold. Countries are compared as they are
 * written: list "DE" and "Germany". `equals` asks for the same kind of value too: the text "true" is not true.
 */
export type FitTest =
  | { fact: 'size'; atLeast?: number; atMost?: number }
  | { fact: 'industry' | 'country' | 'role'; in?: string[]; matches?: string }
  | { fact: 'address'; is: AddressKind[] }
  | { fact: 'attribute'; name: string; equals: string | number | boolean };

/** Holds when all its tests hold; a rule without tests never does. `because` says it to people. */
export type FitRule = { fit: 'good' | 'poor' | 'excluded'; because: string; all: FitTest[] };

/** Whom we sell to. Own, competitors' and disposable domains are listed with suppression. */
export type FitSettings = { rules: FitRule[]; freeDomains: string[]; educationDomains: string[] };

/** How well a lead fits what we sell, beside its heat, and why. */
export type Fit = { fit: 'good' | 'unknown' | 'poor' | 'excluded'; because: string };

/** Who has such a title as well may buy, or works for students: "Student at Stanford, Founder of Acme". */
const buys = '\\b(?:founder|owner|ceo|cto|president|partner|head|director|manager|dean)\\b';
/** "PhD Student", "Student at MIT", "Studentin"; not "Student Success", "VP of Student", "Former student". */
const student =
  `^(?!.*${buys})[^,;|/&]*(?<!(?:\\b(?:of|for|and|und|ex|former|lifelong)| -)[ -])` +
  '\\bstudent(?:[:*/]?in)?(?:$| [(@–-]| (?:at|of|in|bei|an)\\b)';
/** "Werkstudent Vertrieb", "Working student"; not "Head of Working Student Programs". */
const workingStudent = `(?<!${buys}.*)\\b(?:werkstudent(?:in)?|working student)\\b(?! (?:programs?|manager|coordinator))`;

/** What a new workspace decides by: it excludes who can never buy, and says nothing of the others. */
export const defaultFit: FitSettings = {
  rules: [
    { fit: 'excluded', because: 'an address of our own', all: [{ fact: 'address', is: ['own'] }] },
    { fit: 'excluded', because: "a competitor's address", all: [{ fact: 'address', is: ['competitor'] }] },
    { fit: 'excluded', because: 'a disposable address', all: [{ fact: 'address', is: ['disposable'] }] },
    { fit: 'excluded', because: 'a student', all: [{ fact: 'attribute', name: 'student', equals: true }] },
    // A university's address alone says nothing: its staff buy too.
    { fit: 'excluded', because: 'a student', all: [{ fact: 'role', matches: student }] },
    { fit: 'excluded', because: 'a student', all: [{ fact: 'role', matches: workingStudent }] },
  ],
  freeDomains: [
    'gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com icloud.com me.com mac.com',
    'aol.com gmx.com gmx.de gmx.net web.de t-online.de proton.me protonmail.com mail.com zoho.com fastmail.com hey.com',
    'hotmail.co.uk yahoo.co.uk yahoo.fr orange.fr free.fr laposte.net libero.it mail.ru yandex.com qq.com 163.com',
  ].flatMap((row) => row.split(' ')),
  educationDomains: [
    'edu edu.au edu.br edu.cn edu.in edu.mx edu.pl edu.sg edu.tr',
    'ac.uk ac.at ac.il ac.in ac.jp ac.kr ac.nz ac.za',
  ].flatMap((row) => row.split(' ')),
};

/**
 * The fit of a lead. A rule that excludes comes first, then what the CRM itself says (`attributes.fit`), then the first rule
 * for poor, then the first for good. Throws when a pattern is no regular expression: see `isPattern`.
 */
export function fitOf(lead: LeadFacts, model: Pick<Model, 'suppression' | 'fit'>): Fit {
  const settings = model.fit;
  const domains = domainsOf(settings, model);
  const first = (fit: FitRule['fit']) => settings.rules.find((rule) => rule.fit === fit && holds(rule, lead, domains));
  const rule = first('excluded') ?? crmFitOf(lead) ?? first('poor') ?? first('good');
  return rule === undefined ? { fit: 'unknown', because: 'no rule holds' } : { fit: rule.fit, because: rule.because };
}

/** Whether a text can be a `matches` of a rule, or a title of a committee's role. */
export function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'i') instanceof RegExp;
  } catch {
    return false;
  }
}

type Domains = Record<AddressKind, readonly string[]>;

function domainsOf(
  { freeDomains, educationDomains }: FitSettings,
  { suppression }: Pick<Model, 'suppression'>,
): Domains {
  const { ownDomains, competitorDomains, disposableDomains } = suppression;
  return {
    free: freeDomains,
    education: educationDomains,
    own: ownDomains,
    competitor: competitorDomains,
    disposable: disposableDomains,
  };
}

function crmFitOf({ attributes }: LeadFacts): Fit | undefined {
  const fit = wordOf(attributes?.['fit']);
  if (fit === 'excluded') return { fit, because: 'fit' };
  return fit === 'good' || fit === 'poor' ? { fit, because: 'as the CRM says' } : undefined;
}

function holds({ all }: FitRule, lead: LeadFacts, domains: Domains): boolean {
  return all.length > 0 && all.every((test) => passes(test, lead, domains));
}

function passes(test: FitTest, lead: LeadFacts, domains: Domains): boolean {
  switch (test.fact) {
    case 'size':
      return isWithin(sizeOf(lead), test.atLeast, test.atMost);
    case 'industry':
    case 'country':
    case 'role':
      return textsOf(lead, test.fact).some((text) => isAmong(text, test.in) && isLike(text, test.matches));
    case 'address':
      return test.is.some((kind) => hasAddress(lead, kind, domains));
    case 'attribute':
      return isSame(lead.attributes?.[test.name], test.equals);
  }
}

function isWithin(size: number | undefined, atLeast = 0, atMost = Infinity): boolean {
  return size !== undefined && size >= atLeast && size <= atMost;
}

function isAmong(text: string, list: string[] | undefined): boolean {
  return list === undefined || list.some((item) => wordOf(item) === wordOf(text));
}

function isLike(text: string, pattern: string | undefined): boolean {
  return pattern === undefined || new RegExp(pattern, 'i').test(text);
}

function isSame(value: unknown, wanted: string | number | boolean): boolean {
  if (typeof value === 'string' && typeof wanted === 'string') return wordOf(value) === wordOf(wanted);
  return value === wanted;
}
