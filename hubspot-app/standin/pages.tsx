import type { PageLink as HubSpotsLink, PageTitle as HubSpotsTitle } from '@hubspot/ui-extensions/pages';
import type { ComponentProps, ReactNode } from 'react';
import { navigate } from './host.tsx';

/** Takes the place of '@hubspot/ui-extensions/pages': HubSpot's own router, with links and titles that can be looked at. */
export { createPageRouter, PageRoutes, usePageRoute } from '@hubspot/ui-extensions/pages';

export function PageLink({ to, children }: ComponentProps<typeof HubSpotsLink>): ReactNode {
  return (
    <a
      href={to}
      onClick={(event) => {
        event.preventDefault();
        navigate(to);
      }}
    >
      {children}
    </a>
  );
}

export function PageTitle({ children }: ComponentProps<typeof HubSpotsTitle>): ReactNode {
  return <h3>{children}</h3>;
}
