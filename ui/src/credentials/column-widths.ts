/** Columns that are there whatever the room. */
type Always = "title" | "accessId" | "status" | "expires" | "actions";
/** Columns whose facts the details say as well; beside those they give way. */
export type Extra = "group" | "tenant" | "created" | "modified" | "tags";

export type ColumnWidths = {
  /** What stands beside a status is icons alone. */
  narrow: boolean;
  /** That a row is a sample is an icon alone, so that titles keep their room. */
  signs: boolean;
  width: Record<Always | Extra, number>;
  extras: ReadonlySet<Extra>;
};

const wide = {
  title: 178,
  accessId: 128,
  status: 224,
  expires: 122,
  group: 100,
  tenant: 110,
  created: 92,
  modified: 92,
  tags: 150,
  actions: 36,
};

const tight = {
  ...wide,
  title: 170,
  accessId: 118,
  status: 126,
  expires: 122,
  group: 96,
  tenant: 106,
  created: 90,
  modified: 90,
};

/** Where every date is written out: as wide together, or nearly so. */
const dated = {
  wide: { ...wide, expires: 110, created: 104, modified: 104 },
  tight: { ...tight, title: 164, expires: 104, created: 102, modified: 102 },
};

/** So much is left over where titles have room for a word beside them. */
const spare = 100;

/** So much more than the least titles have before a status has words beside it: a title is what a row is found by. */
const titles = 120;

const always: readonly Always[] = ["title", "accessId", "status", "expires", "actions"];

/** From the one that is given up last. */
const inTurn: readonly Extra[] = ["tenant", "group", "modified", "created"];

const sum = (width: Record<Always | Extra, number>, names: readonly (Always | Extra)[]) =>
  names.reduce((total, name) => total + width[name], 0);

/**
 * How wide the columns stand in so many pixels. Beside the details those that do not fit give way; without them the
 * table scrolls sideways instead, with the titles in sight.
 */
export function columnWidths(
  room: number,
  shown: { tenants: boolean; beside: boolean; dated: boolean },
): ColumnWidths {
  const offered = inTurn.filter((name) => name !== "tenant" || shown.tenants);
  const widths = shown.dated ? dated : { wide, tight };
  const narrow = shown.beside || room < sum(widths.wide, [...always, ...offered]) + titles;
  const width = narrow ? widths.tight : widths.wide;
  let left = room - sum(width, always);
  const extras = new Set<Extra>();
  for (const name of offered) {
    left -= width[name];
    if (left < 0 && shown.beside) break;
    extras.add(name);
  }
  if (!narrow && left >= width.tags) extras.add("tags");
  return { narrow, signs: narrow || left < spare, width, extras };
}
