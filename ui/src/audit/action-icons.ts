import {
  Archive,
  Building2,
  ClipboardCopy,
  Download,
  Eye,
  FlaskConical,
  Folder,
  FolderInput,
  Gauge,
  History,
  Lock,
  type LucideIcon,
  Plus,
  Settings2,
  ShieldCheck,
  Tag,
  UserCog,
  UserRound,
  Users,
  Vault,
} from "lucide-react";
import { deedIcons } from "../deeds/icons";
import type { KnownAction } from "./action-words";

/** The icon of each action: what was done to a credential has that of the deed, all else that of its noun. */
const icons: Record<KnownAction, LucideIcon> = {
  create_vault: Vault,
  create_tenant: Building2,
  edit_tenant: Building2,
  delete_tenant: deedIcons.delete,
  change_limit: Gauge,
  create_group: Folder,
  edit_group: Folder,
  delete_group: deedIcons.delete,
  create_role: Tag,
  edit_role: Tag,
  delete_role: deedIcons.delete,
  create_user: UserRound,
  edit_user: UserRound,
  delete_user: deedIcons.delete,
  issue_credential: Plus,
  edit_credential: deedIcons.edit,
  activate_credential: deedIcons.activate,
  deactivate_credential: deedIcons.deactivate,
  revoke_credential: deedIcons.revoke,
  reinstate_credential: deedIcons.reinstate,
  change_expiry: deedIcons.changeExpiry,
  rotate_credential: deedIcons.rotate,
  move_credential: FolderInput,
  make_show_once: Lock,
  delete_credential: deedIcons.delete,
  revoke_credentials: deedIcons.revoke,
  reinstate_credentials: deedIcons.reinstate,
  activate_credentials: deedIcons.activate,
  deactivate_credentials: deedIcons.deactivate,
  change_expiries: deedIcons.changeExpiry,
  move_credentials: FolderInput,
  tag_credentials: Tag,
  untag_credentials: Tag,
  delete_credentials: deedIcons.delete,
  undo_batch: History,
  undo_change: History,
  copy_secret: ClipboardCopy,
  show_secret: Eye,
  begin_download: Download,
  finish_download: Download,
  fail_download: Download,
  copy_again: ClipboardCopy,
  begin_download_again: Download,
  finish_download_again: Download,
  fail_download_again: Download,
  drop_backups: Archive,
  vouch_for_changes: ShieldCheck,
  add_operator: UserCog,
  edit_operator: UserCog,
  remove_operator: UserCog,
  create_operator_group: Users,
  edit_operator_group: Users,
  delete_operator_group: deedIcons.delete,
  change_settings: Settings2,
  add_samples: FlaskConical,
  remove_samples: FlaskConical,
};

/** The icon of an action that this version may not know. */
export function actionIcon(action: string): LucideIcon {
  return Object.hasOwn(icons, action) ? icons[action as KnownAction] : History;
}

/** Whether something is gone for ever after it. */
export function isWeighty(action: string): boolean {
  return action.startsWith("delete_") || action === "drop_backups" || action === "remove_samples";
}
