/** What a payload did wrong, in the form Slack reports it: a sentence and a JSON pointer. */
export type Problem = { pointer: string; message: string };

/** Checks one value; every problem is added, none is thrown. */
export type Check = (value: unknown, pointer: string, problems: Problem[]) => void;

type Fields = Record<string, Check>;

/** A string of `min` to `max` UTF-16 units. */
export function string(min: number, max: number): Check {
  return (value, pointer, problems) => {
    if (typeof value !== 'string') return void problems.push({ pointer, message: 'must be a string' });
    if (value.length < min) problems.push({ pointer, message: `must be more than ${min - 1} characters` });
    if (value.length > max) problems.push({ pointer, message: `must be less than ${max + 1} characters` });
  };
}

/** An http, https, mailto or tel address of at most `max` characters. */
export function url(max: number): Check {
  return (value, pointer, problems) => {
    string(1, max)(value, pointer, problems);
    if (typeof value !== 'string' || /^(https?:\/\/|mailto:|tel:)\S+$/.test(value)) return;
    problems.push({ pointer, message: 'Invalid URL' });
  };
}

export const boolean: Check = (value, pointer, problems) => {
  if (typeof value !== 'boolean') problems.push({ pointer, message: 'must be a boolean' });
};

/** A whole number between both bounds, bounds included. */
export function integer(min: number, max: number): Check {
  return (value, pointer, problems) => {
    if (Number.isInteger(value) && Number(value) >= min && Number(value) <= max) return;
    problems.push({ pointer, message: `must be a whole number from ${min} to ${max}` });
  };
}

export function oneOf(...allowed: string[]): Check {
  return (value, pointer, problems) => {
    if (typeof value !== 'string' || !allowed.includes(value)) {
      problems.push({ pointer, message: `must be one of ${allowed.join(', ')}` });
    }
  };
}

/** A list of `min` to `max` items, each passing `item`. */
export function list(min: number, max: number, item: Check): Check {
  return (value, pointer, problems) => {
    if (!Array.isArray(value)) return void problems.push({ pointer, message: 'must be an array' });
    if (value.length < min) problems.push({ pointer, message: `no less than ${min} items required` });
    if (value.length > max) problems.push({ pointer, message: `no more than ${max} items allowed` });
    for (const [i, entry] of value.entries()) item(entry, `${pointer}/${i}`, problems);
  };
}

/** An object with all of `required`, any of `optional`, and nothing else. `type` is always allowed. */
export function object(required: Fields, optional: Fields = {}): Check {
  return (value, pointer, problems) => {
    if (!isRecord(value)) return void problems.push({ pointer, message: 'must be an object' });
    for (const [name, check] of Object.entries(required)) {
      if (name in value) check(value[name], `${pointer}/${name}`, problems);
      else problems.push({ pointer, message: `missing required field: ${name}` });
    }
    for (const [name, given] of Object.entries(value)) {
      if (name === 'type' || name in required) continue;
      const check = optional[name];
      if (check) check(given, `${pointer}/${name}`, problems);
      else problems.push({ pointer, message: `invalid additional property: ${name}` });
    }
  };
}

/** Chooses the check by the value's `type`. */
export function byType(checks: Fields): Check {
  return (value, pointer, problems) => {
    const type = isRecord(value) && typeof value['type'] === 'string' ? value['type'] : '';
    const check = Object.hasOwn(checks, type) ? checks[type] : undefined;
    if (check) check(value, pointer, problems);
    else problems.push({ pointer, message: `unsupported type: ${type}` });
  };
}

/** Both checks. */
export function both(first: Check, second: Check): Check {
  return (value, pointer, problems) => {
    first(value, pointer, problems);
    second(value, pointer, problems);
  };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
