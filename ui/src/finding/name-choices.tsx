import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Autocomplete, Input, Menu, TextField } from "react-aria-components";
import { completeQuery } from "../backend/commands";
import type { QueryCompletion } from "../bindings/QueryCompletion";
import search from "../tenants/tenant-menu.module.css";
import { t } from "../text";
import { classNames } from "../ui/class-names";
import menu from "../ui/menu.module.css";
import type { Field } from "./chip-words";
import { Choice } from "./filter-menu";
import styles from "./filter-menu.module.css";
import { holdsKey } from "./key-shapes";
import { quoted } from "./terms";

type Props = {
  tenant: string | null;
  field: Field;
  label: string;
  isChosen: (name: string) => boolean;
  /** `insert` is the name as it stands in a query. */
  onToggle: (name: string, insert: string) => void;
};

/** So many names are found without typing. */
const few = 8;

/** The names that a field can have, to be ticked; where there are many they are found by typing. */
export function NameChoices({ tenant, field, label, isChosen, onToggle }: Props) {
  const [typed, setTyped] = useState("");
  const query = typed.trim() === "" ? `${field}:` : `${field}:${quoted(typed.trim())}`;
  const caret = query.endsWith('"') ? query.length - 1 : query.length;
  const asked = useQuery<QueryCompletion>({
    queryKey: ["names", tenant, query],
    queryFn: () => completeQuery(tenant, query, caret),
    placeholderData: (before) => before,
    staleTime: 0,
    gcTime: 0,
  });
  const choices = asked.data?.choices.filter((choice) => !choice.field) ?? [];
  const searched = typed !== "" || choices.length > few;
  const list = (
    <Menu
      aria-label={label}
      className={classNames(menu.list, search.list)}
      selectionMode="multiple"
      shouldCloseOnSelect={false}
      selectedKeys={choices.filter(({ label: name }) => isChosen(name)).map(({ insert }) => insert)}
      renderEmptyState={() => (
        <p className={styles.none}>{t(asked.isPending ? "find.namesComing" : "find.noNames")}</p>
      )}
      onAction={(key) => {
        const choice = choices.find(({ insert }) => insert === key);
        if (choice) onToggle(choice.label, choice.insert);
      }}
    >
      {choices.map(({ insert, label: name }) => (
        <Choice key={insert} id={insert} label={name} boxed />
      ))}
    </Menu>
  );
  if (!searched) return list;
  return (
    <Autocomplete inputValue={typed} onInputChange={(next) => !holdsKey(next) && setTyped(next)}>
      <TextField aria-label={t("find.findName", { field: label })} autoFocus className={search.search ?? ""}>
        <Input className={search.input ?? ""} placeholder={t("find.findName", { field: label })} />
      </TextField>
      {list}
    </Autocomplete>
  );
}
