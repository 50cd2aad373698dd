import type { Component } from './package-components.ts';

/** What was deployed, as it was written. */
export type MetadataStore = ReturnType<typeof newMetadataStore>;

export function newMetadataStore() {
  const kept = new Map<string, Component>();
  const keyOf = (type: string, fullName: string): string => `${type} ${fullName}`.toLowerCase();
  return {
    /** In place of those with the same type and name. */
    keep(components: readonly Component[]): void {
      for (const one of components) kept.set(keyOf(one.type, one.fullName), one);
    },
    has: (type: string, fullName: string): boolean => kept.has(keyOf(type, fullName)),
    get: (type: string, fullName: string): Component | undefined => kept.get(keyOf(type, fullName)),
    all: (): Component[] => [...kept.values()],
  };
}
