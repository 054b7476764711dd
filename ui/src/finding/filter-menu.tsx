import { Check } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { Menu, MenuItem, Popover, Separator, SubmenuTrigger, Text } from "react-aria-components";
import type { QueryTerm } from "../bindings/QueryTerm";
import { t } from "../text";
import menu from "../ui/menu.module.css";
import { type Field, facts, fields, kinds, statuses, valueWord } from "./chip-words";
import { datePresets, isPreset, presetWords } from "./date-presets";
import styles from "./filter-menu.module.css";
import { NameChoices } from "./name-choices";
import { Onwards } from "./onwards";
import { asksFor, setOnly, toggled, withoutTerm } from "./terms";

type Props = {
  trigger: RefObject<HTMLElement | null>;
  tenant: string | null;
  text: string;
  terms: readonly QueryTerm[];
  onQuery: (query: string) => void;
  /** Leads to the box, to type the value of a field there. */
  onType: (field: Field) => void;
  onClose: () => void;
};

const sets: Partial<Record<Field, readonly string[]>> = { status: statuses, is: facts, kind: kinds };
const named: readonly Field[] = ["group", "tenant", "role", "owner", "tag"];

/** By what the table can be filtered: a field, then its values. Every choice writes the query. */
export default function FilterMenu(props: Props) {
  const { trigger, tenant, text, terms, onQuery, onType, onClose } = props;
  const offered = fields.filter((field) => field !== "tenant" || tenant === null);
  const toggle = (field: Field, value: string, insert?: string) =>
    onQuery(toggled(text, terms, field, value, insert));
  return (
    <Popover
      isOpen
      aria-label={t("find.filter")}
      triggerRef={trigger}
      placement="bottom start"
      offset={4}
      className={menu.popover ?? ""}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Menu aria-label={t("find.filter")} autoFocus="first" className={menu.list ?? ""} onClose={onClose}>
        {offered.map((field) => {
          const values = sets[field];
          const presets = datePresets[field];
          const label = t(`find.field.${field}`);
          if (values)
            return (
              <Sub key={field} label={label} field={field} terms={terms}>
                <Menu
                  aria-label={label}
                  className={menu.list ?? ""}
                  selectionMode="multiple"
                  shouldCloseOnSelect={false}
                  selectedKeys={values.filter((value) => asksFor(terms, field, value))}
                  onAction={(key) => toggle(field, String(key), String(key))}
                >
                  {values.map((value) => (
                    <Choice key={value} id={value} label={capital(valueWord(field, value))} boxed />
                  ))}
                </Menu>
              </Sub>
            );
          if (named.includes(field))
            return (
              <Sub key={field} label={label} field={field} terms={terms}>
                <NameChoices
                  tenant={tenant}
                  field={field}
                  label={label}
                  isChosen={(name) => asksFor(terms, field, name)}
                  onToggle={(name, insert) => toggle(field, name, insert)}
                />
              </Sub>
            );
          if (presets) {
            const term = terms.find((each) => each.field === field && !each.negated);
            return (
              <Sub key={field} label={label} field={field} terms={terms}>
                <Menu
                  aria-label={label}
                  className={menu.list ?? ""}
                  selectionMode="single"
                  shouldCloseOnSelect={false}
                  selectedKeys={presets.filter((preset) => isPreset(term, preset))}
                  onAction={(key) => {
                    if (key === typed) return onType(field);
                    const preset = String(key);
                    if (term && isPreset(term, preset)) onQuery(withoutTerm(text, term));
                    else onQuery(setOnly(text, terms, field, preset));
                  }}
                >
                  {presets.map((preset) => (
                    <Choice key={preset} id={preset} label={presetWords(field, preset)} />
                  ))}
                  <Separator className={menu.line ?? ""} />
                  <Choice id={typed} label={t("find.otherDates")} />
                </Menu>
              </Sub>
            );
          }
          return (
            <MenuItem
              key={field}
              textValue={label}
              className={styles.item ?? ""}
              onAction={() => onType(field)}
            >
              <Text slot="label">{t("find.typed", { field: label })}</Text>
            </MenuItem>
          );
        })}
      </Menu>
    </Popover>
  );
}

const typed = "typed";

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

type SubProps = { label: string; field: Field; terms: readonly QueryTerm[]; children: ReactNode };

/** A field with its menu, and what the query asks of it already. */
function Sub({ label, field, terms, children }: SubProps) {
  const asked = terms.find((term) => term.field === field && !term.negated);
  return (
    <SubmenuTrigger>
      <MenuItem textValue={label} className={styles.item ?? ""}>
        <Text slot="label" className={styles.pair ?? ""}>
          <span>{label}</span>{" "}
          {asked && (
            <span className={styles.value}>
              {asked.values.map((value) => valueWord(field, value)).join(", ")}
            </span>
          )}
        </Text>
        <Onwards />
      </MenuItem>
      <Popover className={menu.popover ?? ""}>{children}</Popover>
    </SubmenuTrigger>
  );
}

/** A value, ticked where the query asks for it. */
export function Choice({ id, label, boxed = false }: { id: string; label: string; boxed?: boolean }) {
  return (
    <MenuItem id={id} textValue={label} className={styles.item ?? ""}>
      {({ isSelected }) => (
        <>
          {boxed ? (
            <span className={styles.box} data-on={isSelected || undefined}>
              {isSelected && <Check aria-hidden />}
            </span>
          ) : (
            <span className={styles.tick}>{isSelected && <Check aria-hidden />}</span>
          )}
          <Text slot="label">{label}</Text>
        </>
      )}
    </MenuItem>
  );
}
