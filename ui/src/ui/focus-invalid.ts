/** Puts the focus on the first field of a form that is marked as wrong. */
export function focusFirstInvalid(form: HTMLElement | null) {
  form
    ?.querySelector<HTMLElement>(
      '[aria-invalid="true"], button[data-invalid], [data-invalid] [role="spinbutton"]',
    )
    ?.focus();
}
