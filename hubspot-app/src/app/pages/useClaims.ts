import { useExtensionActions } from '@hubspot/ui-extensions';
import { useRef, useState } from 'react';
import type { ActAnswer, ActRequest } from '../shared/api.ts';
import { usePress } from '../shared/usePress.ts';

/** `claiming` is the episode whose claim is under way; meanwhile no other is made. */
export type Claims = { claiming: string | undefined; claim: (episode: string) => void };

/** Claims one lead at a time; what came of it is said, and the page loaded again. */
export function useClaims(reload: () => Promise<void>): Claims {
  const { addAlert } = useExtensionActions<'pages'>();
  const [claiming, setClaiming] = useState<string>();
  // A second press, in another row too, may come before the buttons are drawn busy.
  const underWay = useRef(false);
  const { press } = usePress<ActRequest, ActAnswer>('/hubspot/api/act', async (asked) => {
    if (!asked.ok) addAlert({ type: 'danger', message: asked.because });
    else addAlert({ type: asked.data.ok ? 'success' : 'warning', message: asked.data.text });
    await reload();
  });
  const claim = (episode: string) => {
    if (underWay.current) return;
    underWay.current = true;
    setClaiming(episode);
    void press({ episode, do: 'claim' }).finally(() => {
      underWay.current = false;
      setClaiming(undefined);
    });
  };
  return { claiming, claim };
}
