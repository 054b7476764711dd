import { t } from "../text";
import { auditTexts } from "../text/audit-texts";

export type KnownAction = keyof typeof auditTexts.actions;

export function isKnownAction(action: string): action is KnownAction {
  return Object.hasOwn(auditTexts.actions, action);
}

/** An action in plain words; one that this version does not know is named as it is. */
export function actionWords(action: string): string {
  return isKnownAction(action) ? t(`actions.${action}`) : action;
}
