import { Alert, Button, EmptyState, ErrorState, Flex, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import type { ReactNode } from 'react';
import type { CardView, KnownCard } from '../shared/api.ts';
import { useAnswer } from '../shared/useAnswer.ts';

type Props = {
  /** The id of the contact's record. */
  contact: string;
  children: (card: KnownCard, reload: () => Promise<void>) => ReactNode;
};

/** Around both cards: waiting, our server not answering, a contact that is not known yet; else what is inside. */
export function CardFrame({ contact, children }: Props): ReactNode {
  const answer = useAnswer<CardView>(`/hubspot/api/card?contact=${encodeURIComponent(contact)}`);
  if (answer.state === 'loading')
    return <LoadingSpinner label="Looking at what this lead did" layout="centered" showLabel />;
  if (answer.state === 'failed') return <NotThere because={answer.because} again={answer.again} />;
  if (!answer.data.known) return <NotKnown because={answer.data.because} />;
  return (
    <Flex direction="column" gap="md">
      {answer.problem === undefined ? null : (
        <Alert title="This may be out of date" variant="warning">
          {answer.problem}
        </Alert>
      )}
      {children(answer.data, answer.reload)}
    </Flex>
  );
}

function NotThere({ because, again }: { because: string; again: () => void }): ReactNode {
  return (
    <ErrorState title="The score is not there just now">
      <Text>{because}</Text>
      <Button onClick={again}>Try again</Button>
    </ErrorState>
  );
}

function NotKnown({ because }: { because: string }): ReactNode {
  return (
    <EmptyState title="This contact is not known yet" layout="vertical" imageName="leads" imageWidth={120}>
      <Text>{because}</Text>
    </EmptyState>
  );
}
