import type { Org, Row, Sent } from './org.ts';

/**
 * The rows of each question, by its name, in as few calls as may be; of one that is undefined, none. No question, no call. Of those
 * named by `deleted`, what is in the bin too.
 */
export async function askRows<K extends string>(
  org: Org,
  sent: Sent & { deleted?: readonly NoInfer<K>[] },
  questions: Record<K, string | undefined>,
): Promise<Record<K, Row[]>> {
  const asked = Object.entries<string | undefined>(questions).filter((pair): pair is [K, string] => Boolean(pair[1]));
  const answers =
    asked.length === 0
      ? []
      : await org.queries(
          { ...sent, deleted: asked.flatMap(([name, soql]) => (sent.deleted?.includes(name) ? soql : [])) },
          asked.map(([, soql]) => soql),
        );
  const none = Object.keys(questions).map((name): [string, Row[]] => [name, []]);
  const found = asked.map(([name], index): [string, Row[]] => [name, answers[index] ?? []]);
  return Object.fromEntries([...none, ...found]) as Record<K, Row[]>;
}
