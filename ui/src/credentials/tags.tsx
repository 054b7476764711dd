import { t } from "../text";
import { CutText } from "../ui/cut-text";
import styles from "./tags.module.css";

/** As many as a row has room for; the others are in the tooltip. */
const shown = 2;

/** The tags of a credential, in its row or, with `all`, in its details. */
export function Tags({ tags, all = false }: { tags: readonly string[]; all?: boolean }) {
  const more = all ? 0 : tags.length - shown;
  return (
    <span className={styles.tags} data-wraps={all || undefined}>
      {(all ? tags : tags.slice(0, shown)).map((tag) => (
        <CutText key={tag} className={styles.tag}>
          {tag}
        </CutText>
      ))}
      {more > 0 && (
        <span className={styles.more} data-tip={tags.join(", ")}>
          <span aria-hidden="true">{t("cells.moreTags", { count: more })}</span>
          <span className="visually-hidden">{tags.slice(shown).join(", ")}</span>
        </span>
      )}
    </span>
  );
}
