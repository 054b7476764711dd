import { Check } from "lucide-react";
import type { RefObject } from "react";
import {
  Header,
  Menu,
  MenuItem,
  MenuSection,
  Popover,
  Separator,
  SubmenuTrigger,
  Text,
} from "react-aria-components";
import type { Column } from "../bindings/Column";
import type { Sort } from "../bindings/Sort";
import { t } from "../text";
import menu from "../ui/menu.module.css";
import styles from "./filter-menu.module.css";
import { Onwards } from "./onwards";
import {
  directionWords,
  firstSorts,
  otherSorts,
  sortedFirstBy,
  sortedThenBy,
  sortName,
  turned,
} from "./sorting";

type Props = {
  trigger: RefObject<HTMLElement | null>;
  sort: readonly Sort[];
  /** Whether rows of several tenants are sorted. */
  tenants: boolean;
  onSort: (sort: readonly Sort[]) => void;
  onClose: () => void;
};

const none = "none";

/** By what the table is sorted: the four usual ways first, then every column, the direction, and a second key. */
export default function SortMenu({ trigger, sort, tenants, onSort, onClose }: Props) {
  const [first, second] = sort;
  const others = otherSorts.filter((column) => tenants || column !== "tenant");
  const chosen = first?.column ?? "created";
  return (
    <Popover
      isOpen
      aria-label={t("find.sort")}
      triggerRef={trigger}
      placement="bottom start"
      offset={4}
      className={menu.popover ?? ""}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Menu aria-label={t("find.sort")} autoFocus="first" className={menu.list ?? ""} onClose={onClose}>
        <Columns
          columns={firstSorts}
          label={t("find.sortBy")}
          chosen={chosen}
          onChoose={(column) => onSort(sortedFirstBy(sort, column))}
        />
        <SubmenuTrigger>
          <MenuItem textValue={t("find.otherColumns")} className={styles.item ?? ""}>
            <span className={styles.tick} />
            <Text slot="label">
              {others.some((column) => column === chosen) ? sortName(chosen) : t("find.otherColumns")}
            </Text>
            <Onwards />
          </MenuItem>
          <Popover className={menu.popover ?? ""}>
            <Menu aria-label={t("find.otherColumns")} className={menu.list ?? ""}>
              <Columns
                columns={others}
                label={t("find.sortBy")}
                chosen={chosen}
                onChoose={(column) => onSort(sortedFirstBy(sort, column))}
              />
            </Menu>
          </Popover>
        </SubmenuTrigger>
        <Separator className={menu.line ?? ""} />
        {first && <Direction at={0} sort={sort} label={t("find.directionLabel")} onSort={onSort} />}
        <Separator className={menu.line ?? ""} />
        <SubmenuTrigger>
          <MenuItem textValue={t("find.second")} className={styles.item ?? ""}>
            <span className={styles.tick} />
            <Text slot="label" className={styles.pair ?? ""}>
              <span>{t("find.second")}</span>{" "}
              <span className={styles.value}>{second ? sortName(second.column) : t("find.nothingElse")}</span>
            </Text>
            <Onwards />
          </MenuItem>
          <Popover className={menu.popover ?? ""}>
            <Menu aria-label={t("find.second")} className={menu.list ?? ""}>
              <MenuSection
                selectionMode="single"
                disallowEmptySelection
                shouldCloseOnSelect={false}
                aria-label={t("find.second")}
                selectedKeys={[second?.column ?? none]}
                onSelectionChange={(keys) => {
                  const [key] = keys === "all" ? [] : [...keys];
                  onSort(sortedThenBy(sort, key === none ? null : (key as Column)));
                }}
              >
                <Item id={none} label={t("find.nothingElse")} />
                {[...firstSorts, ...others]
                  .filter((column) => column !== chosen)
                  .map((column) => (
                    <Item key={column} id={column} label={sortName(column)} />
                  ))}
              </MenuSection>
              {second && <Separator className={menu.line ?? ""} />}
              {second && <Direction at={1} sort={sort} label={t("find.directionLabel")} onSort={onSort} />}
            </Menu>
          </Popover>
        </SubmenuTrigger>
      </Menu>
    </Popover>
  );
}

type ColumnsProps = {
  columns: readonly Column[];
  label: string;
  chosen: Column;
  onChoose: (column: Column) => void;
};

function Columns({ columns, label, chosen, onChoose }: ColumnsProps) {
  return (
    <MenuSection
      selectionMode="single"
      shouldCloseOnSelect={false}
      aria-label={label}
      selectedKeys={columns.includes(chosen) ? [chosen] : []}
      onSelectionChange={(keys) => {
        const [key] = keys === "all" ? [] : [...keys];
        if (key !== undefined) onChoose(key as Column);
      }}
    >
      {columns.map((column) => (
        <Item key={column} id={column} label={sortName(column)} />
      ))}
    </MenuSection>
  );
}

type DirectionProps = {
  at: number;
  sort: readonly Sort[];
  label: string;
  onSort: (sort: readonly Sort[]) => void;
};

function Direction({ at, sort, label, onSort }: DirectionProps) {
  const key = sort[at];
  if (!key) return null;
  return (
    <MenuSection
      selectionMode="single"
      disallowEmptySelection
      shouldCloseOnSelect={false}
      aria-label={label}
      selectedKeys={[`${at}-${key.descending ? "down" : "up"}`]}
      onSelectionChange={(keys) => {
        const [chosen] = keys === "all" ? [] : [...keys];
        onSort(turned(sort, at, chosen === `${at}-down`));
      }}
    >
      <Header className="visually-hidden">{label}</Header>
      {[false, true].map((descending) => (
        <Item
          key={String(descending)}
          id={`${at}-${descending ? "down" : "up"}`}
          label={directionWords(key.column, descending)}
        />
      ))}
    </MenuSection>
  );
}

function Item({ id, label }: { id: string; label: string }) {
  return (
    <MenuItem id={id} textValue={label} className={styles.item ?? ""}>
      {({ isSelected }) => (
        <>
          <span className={styles.tick}>{isSelected && <Check aria-hidden />}</span>
          <Text slot="label">{label}</Text>
        </>
      )}
    </MenuItem>
  );
}
