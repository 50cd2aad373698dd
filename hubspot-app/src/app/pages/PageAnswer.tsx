import { Alert, Button, ErrorState, LoadingSpinner, Text } from '@hubspot/ui-extensions';
import type { ReactNode } from 'react';
import { useAnswer } from '../shared/useAnswer.ts';

type Props<T> = {
  path: string;
  /** What is being looked up: "the queue". */
  what: string;
  children: (data: T, reload: () => Promise<void>) => ReactNode;
};

/** What our server answers at a path, or why it does not, with a way to try again. */
export function PageAnswer<T>({ path, what, children }: Props<T>) {
  const answer = useAnswer<T>(path);
  if (answer.state === 'loading') return <LoadingSpinner label={`Looking up ${what}`} showLabel layout="centered" />;
  if (answer.state === 'failed')
    return (
      <ErrorState title={`There is no telling ${what} now`}>
        <Text>{answer.because}</Text>
        <Button onClick={answer.again}>Try again</Button>
      </ErrorState>
    );
  return (
    <>
      {answer.problem !== undefined && (
        <Alert title="What is shown may be old" variant="warning">
          {answer.problem}
        </Alert>
      )}
      {children(answer.data, answer.reload)}
    </>
  );
}
