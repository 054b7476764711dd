import { useQueryClient } from "@tanstack/react-query";
import type { RefObject } from "react";
import { Menu, Popover } from "react-aria-components";
import type { Density } from "../bindings/Density";
import { usePreferences } from "../settings/preferences";
import { t } from "../text";
import menu from "../ui/menu.module.css";
import { Choice } from "./filter-menu";

const densities: readonly Density[] = ["compact", "normal", "comfortable"];

type Props = { trigger: RefObject<HTMLElement | null>; onClose: () => void };

/** How much room a row has. */
export default function DensityMenu({ trigger, onClose }: Props) {
  const client = useQueryClient();
  const { preferences, change } = usePreferences(client);
  return (
    <Popover
      isOpen
      aria-label={t("find.density")}
      triggerRef={trigger}
      placement="bottom end"
      offset={4}
      className={menu.popover ?? ""}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Menu
        aria-label={t("find.density")}
        autoFocus="first"
        className={menu.list ?? ""}
        selectionMode="single"
        selectedKeys={preferences ? [preferences.density] : []}
        onClose={onClose}
        onAction={(key) => change({ density: key as Density })}
      >
        {densities.map((density) => (
          <Choice key={density} id={density} label={t(`appearance.densities.${density}`)} />
        ))}
      </Menu>
    </Popover>
  );
}
