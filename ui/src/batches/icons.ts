import { Ban, type LucideIcon, Tag, Tags, Trash2, Undo2 } from "lucide-react";
import { deedIcons } from "../deeds/icons";
import type { BatchKind } from "./kinds";

/** The icon of each deed, that of the same deed on one credential where there is one. */
export const batchIcons: Record<BatchKind, LucideIcon> = {
  revokeAll: Ban,
  reinstateAll: Undo2,
  deleteAllRevoked: Trash2,
  revoke: deedIcons.revoke,
  reinstate: deedIcons.reinstate,
  activate: deedIcons.activate,
  deactivate: deedIcons.deactivate,
  move: deedIcons.move,
  changeExpiry: deedIcons.changeExpiry,
  tag: Tag,
  untag: Tags,
  delete: deedIcons.delete,
};
