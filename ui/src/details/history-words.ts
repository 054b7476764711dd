import { t } from "../text";
import { lifeTexts } from "../text/life-texts";

type Known = keyof typeof lifeTexts.history;

/** An entry's action in plain words; one that this version does not know is named as it is. */
export function historyWords(action: string): string {
  return action in lifeTexts.history && action !== "other"
    ? t(`history.${action as Exclude<Known, "other">}`)
    : t("history.other", { action });
}
