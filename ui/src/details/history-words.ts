import { actionWords, isKnownAction } from "../audit/action-words";
import { t } from "../text";

/** What an entry of a credential's history says; an action that this version does not know is named as it is. */
export function historyWords(action: string): string {
  return isKnownAction(action) ? actionWords(action) : t("history.other", { action });
}
