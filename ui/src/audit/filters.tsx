import { useQuery } from "@tanstack/react-query";
import { Search, X } from "lucide-react";
import { useEffect, useRef } from "react";
import type { CommandFailure } from "../backend/backend";
import { auditChoices } from "../backend/commands";
import type { AuditChoices } from "../bindings/AuditChoices";
import type { AuditFilter } from "../bindings/AuditFilter";
import { number, t } from "../text";
import { Button } from "../ui/button";
import { Chip } from "../ui/chip";
import { DatePicker } from "../ui/date-picker";
import { IconButton } from "../ui/icon-button";
import { SelectBox } from "../ui/select";
import { actionWords } from "./action-words";
import { everything, firstDay, isCrossed, isNarrowed } from "./filter";
import styles from "./filters.module.css";

type Props = {
  filter: AuditFilter;
  /** The title of the credential for which the page was opened. */
  only: string | null;
  count: number | undefined;
  onFilter: (filter: AuditFilter) => void;
  onLeaveOnly: () => void;
};

/** What the log is narrowed to: text, operator, action, and days. */
export function Filters({ filter, only, count, onFilter, onLeaveOnly }: Props) {
  const choices = useQuery<AuditChoices, CommandFailure>({
    queryKey: ["audit", "choices"],
    queryFn: auditChoices,
  });
  const search = useRef<HTMLInputElement>(null);
  const crossed = isCrossed(filter);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const at = event.target;
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (at instanceof HTMLElement && at.closest("input, textarea, select, [role=spinbutton]")) return;
      if (document.querySelector('[role="dialog"], [role="alertdialog"]')) return;
      event.preventDefault();
      search.current?.focus();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  const clear = () => {
    onFilter(everything(filter.credential));
    search.current?.focus();
  };
  const operators = choices.data?.operators ?? [];
  const actions = (choices.data?.actions ?? [])
    .map((value) => ({ value, label: actionWords(value) }))
    .sort((one, other) => one.label.localeCompare(other.label));
  const failed = choices.error ? t("audit.choicesFailed") : undefined;

  return (
    <search className={styles.bar} aria-label={t("audit.filters")} data-pane="filters">
      <span className={styles.search}>
        <Search aria-hidden />
        <input
          ref={search}
          type="text"
          aria-label={t("audit.text")}
          aria-keyshortcuts="/"
          placeholder={t("audit.textPlaceholder")}
          spellCheck={false}
          autoComplete="off"
          value={filter.text}
          onChange={(event) => onFilter({ ...filter, text: event.target.value })}
        />
        {filter.text !== "" && (
          <IconButton
            icon={X}
            label={t("audit.clearText")}
            className={styles.clearText}
            onClick={() => {
              onFilter({ ...filter, text: "" });
              search.current?.focus();
            }}
          />
        )}
      </span>
      <SelectBox
        aria-label={t("audit.operator")}
        className={styles.select}
        value={filter.operator ?? ""}
        data-tip={failed}
        options={[
          { value: "", label: t("audit.everyOperator") },
          ...operators.map(({ account, name }) => ({ value: account, label: name })),
        ]}
        onChange={(operator) => onFilter({ ...filter, operator: operator || null })}
      />
      <SelectBox
        aria-label={t("audit.action")}
        className={styles.select}
        value={filter.action ?? ""}
        data-tip={failed}
        options={[{ value: "", label: t("audit.everyAction") }, ...actions]}
        onChange={(action) => onFilter({ ...filter, action: action || null })}
      />
      <span className={styles.days}>
        <span>{t("audit.from")}</span>
        <DatePicker
          label={t("audit.fromDate")}
          value={filter.from}
          min={firstDay}
          max={null}
          invalid={crossed}
          onChange={(date) => onFilter({ ...filter, from: date })}
        />
        <span>{t("audit.to")}</span>
        <DatePicker
          label={t("audit.toDate")}
          value={filter.to}
          min={firstDay}
          max={null}
          invalid={crossed}
          onChange={(date) => onFilter({ ...filter, to: date })}
        />
      </span>
      {filter.credential !== null && (
        <Chip
          label={only === null ? t("audit.ofOne") : t("audit.ofCredential", { title: only })}
          removeLabel={t("audit.leaveOnly")}
          onRemove={onLeaveOnly}
        />
      )}
      {isNarrowed(filter) && (
        <Button kind="ghost" onClick={clear}>
          {t("audit.clear")}
        </Button>
      )}
      <span className={styles.count} role="status">
        {count === undefined ? "" : t("audit.total", { count, formatted: number(count) })}
      </span>
    </search>
  );
}
