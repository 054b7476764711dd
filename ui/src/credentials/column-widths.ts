import type { Column } from "../bindings/Column";
import type { LayoutColumn } from "../bindings/LayoutColumn";
import { tracksOf } from "../grid/columns";

/** How wide a column stands where nobody made it so, and its share of what is left. */
type Width = { width: number; grows?: number };

const widths: Record<Column, Width> = {
  title: { width: 178, grows: 1 },
  accessId: { width: 132 },
  status: { width: 126, grows: 0.85 },
  kind: { width: 116 },
  group: { width: 96, grows: 0.15 },
  tenant: { width: 106, grows: 0.15 },
  roles: { width: 130, grows: 0.4 },
  user: { width: 118, grows: 0.2 },
  addresses: { width: 150, grows: 0.3 },
  apiUrl: { width: 190, grows: 0.4 },
  description: { width: 200, grows: 1 },
  tags: { width: 144, grows: 0.4 },
  starts: { width: 104 },
  expires: { width: 114 },
  created: { width: 104 },
  modified: { width: 104 },
  rotated: { width: 110 },
  createdBy: { width: 110, grows: 0.15 },
};

/** The columns of controls at both ends. */
export const controls = { select: 34, actions: 36 };

/** From this width on a status has words beside it, and not icons alone. */
const words = 200;
/** From this width on a title has the word beside it that it is a sample. */
const roomyTitle = 250;

/** How wide a column wants to be: what somebody made it, or its default and its share of what is left. */
export function widthOf({ column, width }: LayoutColumn): Width {
  return width !== null ? { width } : widths[column];
}

/** What there is room for beside a status and beside a title, in so many pixels. */
export type Room = {
  /** What stands beside a status is icons alone. */
  narrow: boolean;
  /** That a row is a sample is an icon alone, so that titles keep their room. */
  signs: boolean;
};

export function roomIn(shown: readonly LayoutColumn[], pixels: number): Room {
  const tracks = tracksOf(shown.map(widthOf), pixels - controls.select - controls.actions);
  const width = (column: Column) => tracks[shown.findIndex((each) => each.column === column)] ?? 0;
  return { narrow: width("status") < words, signs: width("title") < roomyTitle };
}
