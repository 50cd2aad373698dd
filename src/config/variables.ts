import type { z } from 'zod';
import { hubspotVariables } from './hubspotVariables.ts';
import { messageVariables } from './messageVariables.ts';
import { salesforceVariables } from './salesforceVariables.ts';
import { serverVariables } from './serverVariables.ts';
import { slackVariables } from './slackVariables.ts';
import type { Variable } from './variable.ts';

/** Every variable of the environment that is ours, in the order in which `.env.example` has them. */
export const variables = {
  ...serverVariables,
  ...hubspotVariables,
  ...salesforceVariables,
  ...slackVariables,
  ...messageVariables,
};

export type Name = keyof typeof variables;
export type Settings = { [K in Name]?: z.infer<(typeof variables)[K]['schema']> };
export type Env = Record<string, string | undefined>;
export const names = Object.keys(variables) as Name[];
export const describe = (name: Name): Variable => variables[name];

/** What is set; an empty value counts as not set. */
export function given(env: Env, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}

/** The end of a sentence that says where a person finds the value. */
export function whereToFind(name: Name): string {
  const { where } = describe(name);
  return where === undefined ? '' : `. Find it in ${where}`;
}
