import type { AuditDetails } from "../bindings/AuditDetails";
import type { AuditItem } from "../bindings/AuditItem";
import { Part } from "../details/part";
import { number, t } from "../text";
import { fieldWords, tableWords, valueWords } from "./changed-field";
import styles from "./entry-changes.module.css";

/** The rows that an entry wrote, and what each field was before and after. */
export function EntryChanges({ details, zone }: { details: AuditDetails; zone: string }) {
  const { items, moreItems } = details;
  return (
    <Part name="changes" title={t("auditEntry.changes")}>
      {items.length === 0 && <p className={styles.none}>{t("auditEntry.noChanges")}</p>}
      {items.map((item) => (
        <Changes key={`${item.table} ${item.id}`} item={item} zone={zone} />
      ))}
      {moreItems > 0 && (
        <p className={styles.none}>
          {t("auditEntry.more", { count: moreItems, formatted: number(moreItems) })}
        </p>
      )}
    </Part>
  );
}

function Changes({ item, zone }: { item: AuditItem; zone: string }) {
  const table = tableWords(item.table);
  return (
    <div className={styles.item}>
      <h4 className={styles.title}>
        {table} <span>{t("auditEntry.revision", { revision: item.revision })}</span>
      </h4>
      {item.changes.length === 0 ? (
        <p className={styles.none}>{t("auditEntry.sameFields")}</p>
      ) : (
        <dl className={styles.changes}>
          {item.changes.map(({ field, before, after }) => (
            <div key={field} className={styles.change}>
              <dt>{fieldWords(field)}</dt>
              <dd>
                {before !== null && (
                  <del>
                    <span className="visually-hidden">{t("auditEntry.before")}: </span>
                    {valueWords(field, before, zone)}
                  </del>
                )}
                <ins>
                  <span className="visually-hidden">{t("auditEntry.after")}: </span>
                  {valueWords(field, after, zone)}
                </ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
