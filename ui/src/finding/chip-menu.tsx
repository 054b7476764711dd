import { CircleMinus, CirclePlus, Pencil, X } from "lucide-react";
import type { QueryTerm } from "../bindings/QueryTerm";
import { t } from "../text";
import { Menu, MenuItem, MenuLine } from "../ui/menu";
import { chipName } from "./chip-words";

type Props = {
  term: QueryTerm;
  at: { x: number; y: number };
  onEdit: () => void;
  onTurn: () => void;
  onRemove: () => void;
  onClose: () => void;
};

/** What can be done with one term of the query. */
export default function ChipMenu({ term, at, onEdit, onTurn, onRemove, onClose }: Props) {
  return (
    <Menu label={t("find.chipMenu", { term: chipName(term) })} at={at} onClose={onClose}>
      <MenuItem icon={Pencil} label={t("find.edit")} onAction={onEdit} />
      <MenuItem
        icon={term.negated ? CirclePlus : CircleMinus}
        label={t(term.negated ? "find.include" : "find.exclude")}
        onAction={onTurn}
      />
      <MenuLine />
      <MenuItem icon={X} label={t("find.remove")} keys="Del" onAction={onRemove} />
    </Menu>
  );
}
