/** The zone of this computer, in which what belongs to no tenant is told. */
export function systemZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
