import { Divider, Flex, Text } from '@hubspot/ui-extensions';
import { PageLink, usePageRoute } from '@hubspot/ui-extensions/pages';
import type { ReactNode } from 'react';

const pages = [
  { id: 'queue', to: '/', words: 'Queue' },
  { id: 'response', to: '/response', words: 'Response' },
  { id: 'coverage', to: '/coverage', words: 'Coverage' },
];

/** The way from each page to the others. */
export function PageFrame({ children }: { children: ReactNode }) {
  const { routeId } = usePageRoute();
  return (
    <Flex direction="column" gap="md">
      <Flex direction="row" gap="md" align="center">
        {pages.map(({ id, to, words }) =>
          id === routeId ? (
            <Text key={id} format={{ fontWeight: 'bold' }}>
              {words}
            </Text>
          ) : (
            <PageLink key={id} to={to}>
              {words}
            </PageLink>
          ),
        )}
      </Flex>
      <Divider />
      {children}
    </Flex>
  );
}
