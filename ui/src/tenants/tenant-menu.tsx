import { Check, Layers, type LucideIcon } from "lucide-react";
import type { RefObject } from "react";
import {
  Autocomplete,
  Input,
  Menu,
  MenuItem,
  Popover,
  Separator,
  Text,
  TextField,
  useFilter,
} from "react-aria-components";
import type { TenantRow } from "../bindings/TenantRow";
import { t } from "../text";
import { classNames } from "../ui/class-names";
import menu from "../ui/menu.module.css";
import { initials } from "./initials";
import styles from "./tenant-menu.module.css";

/** From this many on they are found by typing. */
const many = 8;
const all = "all";

type Extra = { id: string; icon: LucideIcon; label: string; closed?: string | null; run: () => void };

type Props = {
  label: string;
  trigger: RefObject<HTMLElement | null>;
  tenants: readonly TenantRow[];
  /** The one in view; null stands for all, undefined for none. */
  chosen?: string | null | undefined;
  /** Whether all of them can be chosen together. */
  offersAll?: boolean;
  /** Why one cannot be chosen. */
  closed?: (tenant: TenantRow) => string | null;
  extras?: readonly Extra[];
  onChoose: (tenant: TenantRow | null) => void;
  onClose: () => void;
};

/** A menu of the tenants, with a field to find one where there are many. */
export default function TenantMenu(props: Props) {
  const { label, trigger, tenants, onClose } = props;
  const { contains } = useFilter({ sensitivity: "base" });
  const searched = tenants.length >= many;
  const list = <Choices {...props} searched={searched} />;
  return (
    <Popover
      isOpen
      aria-label={label}
      triggerRef={trigger}
      placement="bottom start"
      offset={4}
      className={classNames(menu.popover, styles.popover)}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      {searched ? (
        <Autocomplete filter={contains}>
          <TextField autoFocus aria-label={t("tenants.find")} className={styles.search ?? ""}>
            <Input className={styles.input ?? ""} placeholder={t("tenants.find")} spellCheck={false} />
          </TextField>
          {list}
        </Autocomplete>
      ) : (
        list
      )}
    </Popover>
  );
}

function Choices({
  label,
  tenants,
  chosen,
  offersAll = false,
  closed,
  extras = [],
  searched,
  onChoose,
  onClose,
}: Props & { searched: boolean }) {
  return (
    <Menu
      aria-label={label}
      autoFocus={searched ? false : "first"}
      className={classNames(menu.list, styles.list)}
      renderEmptyState={() => <p className={styles.none}>{t("tenants.noneFound")}</p>}
      onClose={onClose}
      onAction={(key) => {
        const extra = extras.find(({ id }) => id === key);
        if (extra) extra.run();
        else if (key === all) onChoose(null);
        else onChoose(tenants.find(({ id }) => id === key) ?? null);
      }}
    >
      {tenants.map((tenant) => {
        const why = closed?.(tenant) ?? null;
        return (
          <MenuItem
            key={tenant.id}
            id={tenant.id}
            textValue={tenant.name}
            isDisabled={why !== null}
            className={classNames(menu.item, styles.option)}
          >
            <span className={styles.monogram} data-initials={initials(tenant.name, 1)} aria-hidden="true" />
            <Text slot="label" className={menu.label ?? ""}>
              {tenant.name}
              {why && <span className={menu.closed}> {why}</span>}
            </Text>
            {chosen === tenant.id && <Ticked />}
          </MenuItem>
        );
      })}
      {offersAll && tenants.length > 1 && (
        <MenuItem id={all} textValue={t("tenants.all")} className={menu.item ?? ""}>
          <Layers aria-hidden />
          <Text slot="label" className={menu.label ?? ""}>
            {t("tenants.all")}
          </Text>
          {chosen === null && <Ticked />}
        </MenuItem>
      )}
      {extras.length > 0 && <Separator className={menu.line ?? ""} />}
      {extras.map(({ id, icon: Icon, label: name, closed: why }) => (
        <MenuItem key={id} id={id} textValue={name} isDisabled={Boolean(why)} className={menu.item ?? ""}>
          <Icon aria-hidden />
          <Text slot="label" className={menu.label ?? ""}>
            {name}
            {why && <span className={menu.closed}> {why}</span>}
          </Text>
        </MenuItem>
      ))}
    </Menu>
  );
}

function Ticked() {
  return (
    <>
      <Check className={styles.tick} aria-hidden />
      <span className="visually-hidden">{t("tenants.inView")}</span>
    </>
  );
}
