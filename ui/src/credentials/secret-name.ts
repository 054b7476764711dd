import type { Scheme } from "../bindings/Scheme";
import { t } from "../text";

/** What the secret of a credential of this scheme is called. */
export function secretName(scheme: Scheme): string {
  return t(`secret.${scheme}`);
}
