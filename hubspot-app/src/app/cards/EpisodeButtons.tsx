import { Dropdown, Flex, LoadingButton, Text, type AddAlertAction } from '@hubspot/ui-extensions';
import type { ReactNode } from 'react';
import type { ActAnswer, ActRequest, EpisodeView, Viewer } from '../shared/api.ts';
import type { Asked } from '../shared/ask.ts';
import { usePress } from '../shared/usePress.ts';

/** What a press needs around it: where its answer is told, and the card loaded again. */
export type Doing = { tell: AddAlertAction; reload: () => Promise<void> };

const ways = [
  ['call', 'By phone'],
  ['email', 'By e-mail'],
  ['meeting', 'In a meeting'],
  ['message', 'By message'],
] as const;

/** Claim and Contacted, as far as the viewer may; what is not offered says why. */
export function EpisodeButtons({
  episode,
  viewer,
  doing,
}: {
  episode: EpisodeView;
  viewer: Viewer;
  doing: Doing;
}): ReactNode {
  const { busy, press } = usePress<ActRequest, ActAnswer>('/hubspot/api/act', async (asked) => {
    doing.tell(alertOf(asked));
    await doing.reload();
  });
  const act = (what: Omit<ActRequest, 'key' | 'episode'>) => void press({ episode: episode.id, ...what });
  const because = whyNot(episode, viewer);
  return (
    <Flex direction="column" gap="xs">
      <Flex direction="row" gap="sm" wrap>
        {episode.may.claim ? (
          <LoadingButton variant="primary" loading={busy} onClick={() => act({ do: 'claim' })}>
            Claim
          </LoadingButton>
        ) : null}
        {episode.may.contacted ? (
          <Dropdown
            buttonText={busy ? 'One moment' : 'Contacted'}
            variant={episode.may.claim ? 'secondary' : 'primary'}
            disabled={busy}
            options={ways.map(([how, label]) => ({ label, onClick: () => act({ do: 'contacted', how }) }))}
          />
        ) : null}
      </Flex>
      {because === undefined ? null : <Text variant="microcopy">{because}</Text>}
    </Flex>
  );
}

function whyNot({ may }: EpisodeView, viewer: Viewer): string | undefined {
  if (may.claim && may.contacted) return undefined;
  if (may.because !== undefined) return may.because;
  if (viewer.problem !== undefined) return viewer.problem;
  return viewer.rep ? undefined : 'Only reps who can own contacts in HubSpot can claim a lead.';
}

function alertOf(asked: Asked<ActAnswer>): Parameters<AddAlertAction>[0] {
  if (!asked.ok) return { type: 'danger', title: 'That did not work', message: asked.because };
  return asked.data.ok
    ? { type: 'success', message: asked.data.text }
    : { type: 'warning', title: 'Not done', message: asked.data.text };
}
