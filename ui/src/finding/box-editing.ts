/**
 * Puts a text in the place of another as if it had been typed: the browser keeps its own history of changes, so that
 * Ctrl+Z takes it back. What listens to the field hears of it as of any typing.
 */
export function typeInto(input: HTMLInputElement, start: number, end: number, text: string) {
  input.focus();
  input.setSelectionRange(start, end);
  const typed = text === "" ? start === end || command("delete") : command("insertText", text);
  if (typed) return;
  input.setRangeText(text, start, end, "end");
  input.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertReplacementText" }));
}

function command(name: string, value?: string): boolean {
  return document.execCommand(name, false, value);
}

/** Puts the caret at the end of a place, which comes into sight. */
export function placeCaret(input: HTMLInputElement, start: number, end: number) {
  input.focus();
  input.setSelectionRange(start, end);
}

/** The search box of the page, for what moves the focus to it from elsewhere. */
export function searchBox(): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>("input[data-find]");
}
