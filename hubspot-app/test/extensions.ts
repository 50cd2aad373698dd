import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A card, page or settings page: the folder of its own, and the file HubSpot starts with. */
export type Extension = { uid: string; folder: string; entry: string };

/** Every component of a project that has something to show, found from its own description. */
export function extensionsOf(project: string): Extension[] {
  const source = join(project, 'src');
  const metas = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('-hsmeta.json'),
  );
  return metas.toSorted().flatMap((file) => {
    const { uid, config } = JSON.parse(readFileSync(join(source, file), 'utf8')) as Meta;
    if (config.entrypoint === undefined) return [];
    const path = join(source, config.entrypoint);
    return [{ uid, folder: dirname(path), entry: path.slice(dirname(path).length + 1) }];
  });
}

type Meta = { uid: string; config: { entrypoint?: string } };
