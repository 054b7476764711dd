import { classNames } from "../ui/class-names";
import { CutText } from "../ui/cut-text";
import styles from "./action.module.css";
import { actionIcon, isWeighty } from "./action-icons";
import { actionWords } from "./action-words";

/** An action as icon and words; what is gone for ever after it has the colour of danger as well. */
export function Action({ action }: { action: string }) {
  const Icon = actionIcon(action);
  return (
    <span className={classNames(styles.action, isWeighty(action) && styles.weighty)}>
      <Icon aria-hidden />
      <CutText>{actionWords(action)}</CutText>
    </span>
  );
}
