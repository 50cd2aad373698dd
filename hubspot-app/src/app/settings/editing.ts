import { createContext, useContext } from 'react';
import type { Json, SettingsView } from '../shared/api.ts';
import type { Edit } from './edits.ts';
import { liesIn, type Path, pathInWords, valueAt } from './paths.ts';
import type { Model } from './sections.ts';

export type Problem = { path: string; text: string };

/** What every field of the page works on. */
export type Editing = {
  /** What is published. */
  model: Model;
  people: SettingsView['people'];
  /** Only those that would change something. */
  edits: readonly Edit[];
  /** What the server said of the edits; said no more of a place that was edited since. */
  problems: readonly Problem[];
  readOnly: boolean;
  set: (edit: Edit) => void;
  undo: (path: Path) => void;
};

const Context = createContext<Editing | undefined>(undefined);
export const EditingProvider = Context.Provider;

/** Only inside the settings page. */
export function useEditing(): Editing {
  const editing = useContext(Context);
  if (editing === undefined) throw new Error('a settings field stands outside the settings page');
  return editing;
}

/** One value of the settings as it would be, and how to change it. `problem` is said beside the field. */
export type Field<T> = {
  value: T | undefined;
  problem?: string | undefined;
  readOnly: boolean;
  isChanged: boolean;
  set: (value: T | undefined, wrong?: string) => void;
};

/** How a change of a value is called and its values are said; neither says where it is. `meant` is as in an `Edit`. */
export type Words<T> = { what: string; say: (value: T | undefined) => string; meant?: Edit['meant'] };

/** The value at a path; T is what the settings have there. */
export function useField<T extends Json>(path: Path, { what, say, meant }: Words<T>): Field<T> {
  const { model, edits, problems, readOnly, set } = useEditing();
  const place = pathInWords(path);
  const edit = edits.find((each) => pathInWords(each.path) === place);
  return {
    value: (edit === undefined ? valueAt(model, path) : edit.value) as T | undefined,
    problem: edit?.wrong ?? problemAt(problems, path),
    readOnly,
    isChanged: edit !== undefined,
    set: (value, wrong) => set({ path, value, wrong, what, meant, say: (said) => say(said as T | undefined) }),
  };
}

/** What the server found wrong at a place or in it. */
export function problemAt(problems: readonly Problem[], path: Path): string | undefined {
  const place = pathInWords(path);
  return problems.find((problem) => liesIn(problem.path, place))?.text;
}

/** The props that show a problem beside a field. */
export function troubled(problem: string | undefined): { error?: true; validationMessage?: string } {
  return problem === undefined ? {} : { error: true, validationMessage: problem };
}
