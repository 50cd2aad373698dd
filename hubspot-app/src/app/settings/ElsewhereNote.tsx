import { Text } from '@hubspot/ui-extensions';

/** What this tab does not change, each with its path in the settings: nobody should look for it here in vain. */
export function ElsewhereNote({ places }: { places: [words: string, path: string][] }) {
  return (
    <Text variant="microcopy">
      Not on this page, but changed by the command `hot-lead model`:{' '}
      {places.map(([words, path]) => `${words} (${path})`).join(', ')}.
    </Text>
  );
}
