import type { Told } from './story.ts';
import { holderIn, type ToldRoute } from './storyRoute.ts';
import { pairsInWords } from './storyWork.ts';

/** "Ann claimed it, and owns it from now on". */
export function claimInWords(outcome: unknown, name: Told['name']): string {
  const { route } = (outcome ?? {}) as { route?: Partial<ToldRoute> };
  const claimer = holderIn(outcome);
  const claimed = claimer === undefined ? route?.because : `${name(claimer)} claimed it`;
  if (claimed === undefined) return `claim: ${pairsInWords(outcome)}`;
  return `${claimed}${route?.ownerChanged === true ? ', and owns it from now on' : ''}`;
}
