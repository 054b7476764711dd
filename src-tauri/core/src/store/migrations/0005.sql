-- Many credentials at once: which batches there are, and what each is to do and has done. Bookkeeping: what a batch has
-- written is in the audit log, by which it is undone, so these rows bear no mark; `seal` is the vault's over what was
-- previewed, empty where the key was not at hand.

-- `deed` and `scope` are JSON; the counts are those of the outcomes in batch_item.
CREATE TABLE batch (
  id        BLOB    PRIMARY KEY CHECK (length(id) = 16),
  account   TEXT    NOT NULL,
  operator  TEXT    NOT NULL,
  deed      TEXT    NOT NULL,
  scope     TEXT    NOT NULL,
  words     TEXT    NOT NULL,
  reason    TEXT    NOT NULL,
  stage     TEXT    NOT NULL,
  unkeyed   INTEGER NOT NULL CHECK (unkeyed IN (0, 1)),
  made_at   INTEGER NOT NULL,
  begun_at  INTEGER,
  ended_at  INTEGER,
  left      INTEGER NOT NULL,
  skipped   INTEGER NOT NULL,
  done      INTEGER NOT NULL,
  changed   INTEGER NOT NULL,
  newcomers INTEGER NOT NULL,
  undone    INTEGER NOT NULL,
  kept      INTEGER NOT NULL,
  seal      BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

-- `revision` is the one that was previewed; `sequence` is the audit entry of the chunk that did it.
CREATE TABLE batch_item (
  batch_id      BLOB    NOT NULL REFERENCES batch (id),
  position      INTEGER NOT NULL,
  handle        INTEGER NOT NULL,
  credential_id BLOB    NOT NULL CHECK (length(credential_id) = 16),
  revision      INTEGER NOT NULL,
  title         TEXT    NOT NULL,
  status        TEXT    NOT NULL,
  outcome       TEXT    NOT NULL,
  because       TEXT,
  sequence      INTEGER,
  PRIMARY KEY (batch_id, position)
) STRICT, WITHOUT ROWID;
