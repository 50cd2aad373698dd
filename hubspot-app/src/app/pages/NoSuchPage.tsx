import { EmptyState, Text } from '@hubspot/ui-extensions';

/** An address that was mistyped or is of an older version. */
export function NoSuchPage() {
  return (
    <EmptyState title="There is no such page" layout="vertical">
      <Text>Choose one of the pages above.</Text>
    </EmptyState>
  );
}
