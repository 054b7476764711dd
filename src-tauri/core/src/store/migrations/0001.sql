-- The first schema. Identities are UUID version 7 as 16 bytes; instants are milliseconds since
-- the Unix epoch, UTC; `mac` is the row's mark (see mac.rs); `folded` is the name's NFKC case folding.

CREATE TABLE vault (
  only        INTEGER PRIMARY KEY CHECK (only = 1),
  id          BLOB    NOT NULL CHECK (length(id) = 16),
  epoch       INTEGER NOT NULL CHECK (epoch >= 1),
  key_check   BLOB    NOT NULL CHECK (length(key_check) = 32),
  created_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE key_slot (
  id          BLOB    PRIMARY KEY CHECK (length(id) = 16),
  kind        TEXT    NOT NULL CHECK (kind IN ('keychain', 'passphrase', 'recovery')),
  owner       TEXT    NOT NULL,
  kdf         TEXT,
  wrapped     BLOB    NOT NULL,
  made_at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE operator_group (
  id          BLOB    PRIMARY KEY CHECK (length(id) = 16),
  revision    INTEGER NOT NULL,
  name        TEXT    NOT NULL,
  folded      TEXT    NOT NULL UNIQUE,
  permissions TEXT    NOT NULL,
  built_in    INTEGER NOT NULL CHECK (built_in IN (0, 1)),
  mac         BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE operator (
  id          BLOB    PRIMARY KEY CHECK (length(id) = 16),
  revision    INTEGER NOT NULL,
  account     TEXT    NOT NULL UNIQUE,
  name        TEXT    NOT NULL,
  group_id    BLOB    NOT NULL REFERENCES operator_group (id),
  created_at  INTEGER NOT NULL,
  mac         BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tenant (
  id               BLOB    PRIMARY KEY CHECK (length(id) = 16),
  revision         INTEGER NOT NULL,
  name             TEXT    NOT NULL,
  folded           TEXT    NOT NULL UNIQUE,
  api_url          TEXT    NOT NULL,
  scheme           TEXT    NOT NULL,
  zone             TEXT    NOT NULL,
  credential_limit INTEGER,
  longest_days     INTEGER,
  default_days     INTEGER,
  never_allowed    INTEGER NOT NULL CHECK (never_allowed IN (0, 1)),
  warning_days     INTEGER NOT NULL,
  reveal           TEXT    NOT NULL,
  sample           INTEGER NOT NULL CHECK (sample IN (0, 1)),
  created_at       INTEGER NOT NULL,
  modified_at      INTEGER NOT NULL,
  mac              BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE credential_group (
  id          BLOB    PRIMARY KEY CHECK (length(id) = 16),
  revision    INTEGER NOT NULL,
  tenant_id   BLOB    NOT NULL REFERENCES tenant (id),
  name        TEXT    NOT NULL,
  folded      TEXT    NOT NULL,
  description TEXT    NOT NULL,
  created_at  INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  mac         BLOB    NOT NULL,
  UNIQUE (tenant_id, folded)
) STRICT, WITHOUT ROWID;

-- `handle` is what the table knows a row by. AUTOINCREMENT never gives one out twice.
CREATE TABLE credential (
  handle        INTEGER PRIMARY KEY AUTOINCREMENT CHECK (handle <= 4294967295),
  id            BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  revision      INTEGER NOT NULL,
  tenant_id     BLOB    NOT NULL REFERENCES tenant (id),
  group_id      BLOB    NOT NULL REFERENCES credential_group (id),
  title         TEXT    NOT NULL,
  folded        TEXT    NOT NULL,
  description   TEXT    NOT NULL,
  state         TEXT    NOT NULL CHECK (state IN ('inactive', 'active', 'revoked')),
  revoked_at    INTEGER,
  revoked_by    TEXT,
  revoked_for   TEXT,
  was_active    INTEGER CHECK (was_active IN (0, 1)),
  starts_at     INTEGER,
  expires_at    INTEGER,
  reveal        TEXT    NOT NULL,
  access_id     TEXT    NOT NULL UNIQUE,
  sample        INTEGER NOT NULL CHECK (sample IN (0, 1)),
  created_at    INTEGER NOT NULL,
  created_by    TEXT    NOT NULL,
  modified_at   INTEGER NOT NULL,
  mac           BLOB    NOT NULL,
  UNIQUE (tenant_id, folded),
  CHECK ((state = 'revoked') = (revoked_at IS NOT NULL AND revoked_by IS NOT NULL AND was_active IS NOT NULL))
) STRICT;

CREATE INDEX credential_created ON credential (created_at, handle);
CREATE INDEX credential_of_tenant ON credential (tenant_id, created_at, handle);
CREATE INDEX credential_samples ON credential (handle) WHERE sample = 1;
CREATE INDEX credential_expiry ON credential (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX credential_start ON credential (starts_at) WHERE starts_at IS NOT NULL;

CREATE TABLE secret_version (
  id             BLOB    PRIMARY KEY CHECK (length(id) = 16),
  revision       INTEGER NOT NULL,
  credential_id  BLOB    NOT NULL REFERENCES credential (id),
  number         INTEGER NOT NULL,
  fingerprint    TEXT    NOT NULL UNIQUE CHECK (length(fingerprint) = 64),
  sealed         BLOB,
  made_at        INTEGER NOT NULL,
  collected_at   INTEGER,
  accepted_until INTEGER,
  mac            BLOB    NOT NULL,
  UNIQUE (credential_id, number)
) STRICT, WITHOUT ROWID;

-- What a form with this identity has made, so that a repeat makes nothing more.
CREATE TABLE request (
  id       BLOB    PRIMARY KEY CHECK (length(id) = 16),
  made     BLOB    NOT NULL CHECK (length(made) = 16),
  made_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- `bytes` are the entry exactly as it was hashed; `mac` is empty where the key was not at hand.
CREATE TABLE audit_entry (
  sequence INTEGER PRIMARY KEY,
  bytes    BLOB    NOT NULL,
  hash     BLOB    NOT NULL CHECK (length(hash) = 32),
  mac      BLOB    NOT NULL
) STRICT;

CREATE TABLE audit_item (
  sequence   INTEGER NOT NULL REFERENCES audit_entry (sequence),
  position   INTEGER NOT NULL,
  "table"    TEXT    NOT NULL,
  row_id     BLOB    NOT NULL,
  revision   INTEGER NOT NULL,
  mac        BLOB    NOT NULL,
  before     TEXT,
  after      TEXT,
  PRIMARY KEY (sequence, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX audit_item_of_row ON audit_item (row_id, sequence);

-- How long the audit log is, and how many rows each table has with the sum of their marks.
CREATE TABLE head (
  only       INTEGER PRIMARY KEY CHECK (only = 1),
  epoch      INTEGER NOT NULL,
  length     INTEGER NOT NULL,
  hash       BLOB    NOT NULL CHECK (length(hash) = 32),
  mac        BLOB    NOT NULL
) STRICT;

CREATE TABLE head_table (
  "table" TEXT    PRIMARY KEY,
  rows    INTEGER NOT NULL,
  sum     BLOB    NOT NULL CHECK (length(sum) = 32)
) STRICT, WITHOUT ROWID;
