import {
  Ban,
  CalendarClock,
  Circle,
  CircleSmall,
  CopyPlus,
  Download,
  EyeOff,
  FolderInput,
  KeyRound,
  type LucideIcon,
  Pencil,
  RotateCw,
  Trash2,
  Undo2,
} from "lucide-react";
import type { Deed } from "../bindings/Deed";

/** The icon of each deed, the same wherever it stands. */
export const deedIcons: Record<Deed, LucideIcon> = {
  edit: Pencil,
  changeExpiry: CalendarClock,
  rotate: RotateCw,
  move: FolderInput,
  duplicate: CopyPlus,
  makeShowOnce: EyeOff,
  copyAgain: KeyRound,
  downloadAgain: Download,
  activate: CircleSmall,
  deactivate: Circle,
  revoke: Ban,
  reinstate: Undo2,
  delete: Trash2,
};
