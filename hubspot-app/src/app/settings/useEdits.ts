import { useState } from 'react';
import type { SettingsView } from '../shared/api.ts';
import { type Edit, pending, withEdit, withoutEdit } from './edits.ts';
import type { Editing, Problem } from './editing.ts';
import { liesIn, type Path, pathInWords } from './paths.ts';
import { modelIn } from './sections.ts';

export type Edits = {
  editing: Editing;
  setProblems: (problems: Problem[]) => void;
  clear: () => void;
  /** Somebody else published since the first edit; the edits are kept. */
  isOvertaken: boolean;
  /** Whoever edits has taken note of it. */
  takeNote: () => void;
};

/** What somebody changes on the page, laid over what is published, also when that changes meanwhile. */
export function useEdits(view: SettingsView): Edits {
  const [kept, setKept] = useState<{ edits: Edit[]; since: number }>({ edits: [], since: view.version });
  const [problems, setProblems] = useState<Problem[]>([]);
  const model = modelIn(view.settings);
  const edits = pending(kept.edits, model);
  const forgetAt = (path: Path) =>
    setProblems((said) => said.filter((problem) => !liesIn(problem.path, pathInWords(path))));

  function set(edit: Edit): void {
    forgetAt(edit.path);
    setKept((before) => ({
      edits: withEdit(before.edits, edit),
      since: pending(before.edits, model).length === 0 ? view.version : before.since,
    }));
  }
  function undo(path: Path): void {
    forgetAt(path);
    setKept((before) => ({ ...before, edits: withoutEdit(before.edits, path) }));
  }
  return {
    editing: { model, people: view.people, edits, problems, readOnly: view.readOnlyBecause !== undefined, set, undo },
    setProblems,
    clear: () => setKept({ edits: [], since: view.version }),
    isOvertaken: edits.length > 0 && kept.since !== view.version,
    takeNote: () => setKept((before) => ({ ...before, since: view.version })),
  };
}
