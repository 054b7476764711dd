-- Views, in the order that each operator gave them, and how their columns stand; whether single letters act in the table.
-- They grant and limit nothing, and bear no marks.

ALTER TABLE preference ADD COLUMN single_keys INTEGER NOT NULL DEFAULT 1 CHECK (single_keys IN (0, 1));

-- `sort` is a JSON array of { column, descending }.
CREATE TABLE view (
  id      BLOB PRIMARY KEY CHECK (length(id) = 16),
  account TEXT NOT NULL,
  name    TEXT NOT NULL,
  folded  TEXT NOT NULL,
  query   TEXT NOT NULL,
  sort    TEXT NOT NULL,
  UNIQUE (account, folded)
) STRICT, WITHOUT ROWID;

-- `views` is a JSON array of what views are known by: codes of built-in ones, and identities.
CREATE TABLE view_order (
  account TEXT PRIMARY KEY,
  views   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One for a view of one tenant, another for that of all. `columns` is a JSON array of { column, shown, width }.
CREATE TABLE layout (
  account     TEXT    NOT NULL,
  view        TEXT    NOT NULL,
  all_tenants INTEGER NOT NULL CHECK (all_tenants IN (0, 1)),
  columns     TEXT    NOT NULL,
  PRIMARY KEY (account, view, all_tenants)
) STRICT, WITHOUT ROWID;
