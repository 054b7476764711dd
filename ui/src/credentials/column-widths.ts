import type { Column } from "../bindings/Column";
import type { LayoutColumn } from "../bindings/LayoutColumn";
import { tracksOf } from "../grid/columns";

/** How wide a column stands where nobody made it so, and its share of what is left. */
type Width = { width: number; grows?: number };

const widths: Record<Column, Width> = {
  title: { width: 154, grows: 1 },
  accessId: { width: 118 },
  status: { width: 124, grows: 0.85 },
  kind: { width: 116 },
  group: { width: 92, grows: 0.15 },
  tenant: { width: 104, grows: 0.15 },
  roles: { width: 130, grows: 0.4 },
  user: { width: 118, grows: 0.2 },
  addresses: { width: 148, grows: 0.3 },
  apiUrl: { width: 190, grows: 0.4 },
  description: { width: 200, grows: 1 },
  tags: { width: 144, grows: 0.4 },
  starts: { width: 96 },
  expires: { width: 112 },
  created: { width: 88 },
  modified: { width: 88 },
  rotated: { width: 108 },
  createdBy: { width: 108, grows: 0.15 },
};

/** Where every date is written out with its year. */
const dated: Partial<Record<Column, Width>> = {
  starts: { width: 104 },
  created: { width: 104 },
  modified: { width: 104 },
};

/** The columns of controls at both ends. */
export const controls = { select: 34, actions: 36 };

/** From this width on a status has words beside it, and not icons alone. */
const words = 200;
/** From this width on a title has the word beside it that it is a sample. */
const roomyTitle = 250;

export type ColumnWidths = {
  of: (column: LayoutColumn) => Width;
  /** What stands beside a status is icons alone. */
  narrow: boolean;
  /** That a row is a sample is an icon alone, so that titles keep their room. */
  signs: boolean;
};

/** How wide the shown columns want to be in so many pixels, and what there is room for in them. */
export function columnWidths(
  shown: readonly LayoutColumn[],
  room: number,
  writesAllDates: boolean,
): ColumnWidths {
  const of = ({ column, width }: LayoutColumn): Width =>
    width !== null ? { width } : ((writesAllDates ? dated[column] : undefined) ?? widths[column]);
  const tracks = tracksOf(shown.map(of), room - controls.select - controls.actions);
  const width = (column: Column) => tracks[shown.findIndex((each) => each.column === column)] ?? 0;
  return { of, narrow: width("status") < words, signs: width("title") < roomyTitle };
}
