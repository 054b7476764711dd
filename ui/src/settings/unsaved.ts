/** What was typed into a form of the settings and not saved, and what it was typed over: the form, and the revision. */
type Unsaved = { draft: object; over: string; revision: number };

const kept = new Map<string, Unsaved>();

/** What was typed into the form of this name before the settings were left. */
export const unsaved = (form: string): Unsaved | null => kept.get(form) ?? null;

/** Keeps what was typed for as long as the window is open; null forgets it. */
export function keepUnsaved(form: string, typed: Unsaved | null) {
  if (typed) kept.set(form, typed);
  else kept.delete(form);
}
