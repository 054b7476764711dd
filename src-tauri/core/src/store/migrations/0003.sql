-- Roles, users, addresses and tags; single keys beside Access IDs; presentations and the rest of a tenant's policy;
-- settings and preferences. Rows that stand keep their marks: every new field begins with the default that their
-- list of fields (see mac.rs) stands for.

ALTER TABLE tenant ADD COLUMN presentation TEXT NOT NULL DEFAULT '{"kind":"signature","within":30}';
ALTER TABLE tenant ADD COLUMN token_prefix TEXT NOT NULL DEFAULT '';
ALTER TABLE tenant ADD COLUMN strong_secret INTEGER NOT NULL DEFAULT 0 CHECK (strong_secret IN (0, 1));
ALTER TABLE tenant ADD COLUMN default_never INTEGER NOT NULL DEFAULT 0 CHECK (default_never IN (0, 1));
ALTER TABLE tenant ADD COLUMN management_paths TEXT NOT NULL DEFAULT '[]';
ALTER TABLE tenant ADD COLUMN test_path TEXT NOT NULL DEFAULT '';
ALTER TABLE tenant ADD COLUMN check_with_vendor INTEGER NOT NULL DEFAULT 0 CHECK (check_with_vendor IN (0, 1));

-- `rules` is a JSON array of { methods, paths }.
CREATE TABLE role (
  id          BLOB    PRIMARY KEY CHECK (length(id) = 16),
  revision    INTEGER NOT NULL,
  tenant_id   BLOB    NOT NULL REFERENCES tenant (id),
  name        TEXT    NOT NULL,
  folded      TEXT    NOT NULL,
  description TEXT    NOT NULL,
  rules       TEXT    NOT NULL,
  created_at  INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  mac         BLOB    NOT NULL,
  UNIQUE (tenant_id, folded)
) STRICT, WITHOUT ROWID;

CREATE TABLE user (
  id          BLOB    PRIMARY KEY CHECK (length(id) = 16),
  revision    INTEGER NOT NULL,
  tenant_id   BLOB    NOT NULL REFERENCES tenant (id),
  name        TEXT    NOT NULL,
  folded      TEXT    NOT NULL,
  mail        TEXT    NOT NULL,
  created_at  INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  mac         BLOB    NOT NULL,
  UNIQUE (tenant_id, folded)
) STRICT, WITHOUT ROWID;

-- Child rows stand under their parent's mark.
CREATE TABLE user_role (
  user_id BLOB NOT NULL REFERENCES user (id),
  role_id BLOB NOT NULL REFERENCES role (id),
  PRIMARY KEY (user_id, role_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX user_role_of_role ON user_role (role_id);

-- A single key has no Access ID, so the column may be empty now: the table is made anew.
CREATE TABLE credential_anew (
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
  access_id     TEXT    UNIQUE,
  user_id       BLOB    REFERENCES user (id),
  in_role_id    BLOB    REFERENCES role (id),
  sample        INTEGER NOT NULL CHECK (sample IN (0, 1)),
  created_at    INTEGER NOT NULL,
  created_by    TEXT    NOT NULL,
  modified_at   INTEGER NOT NULL,
  mac           BLOB    NOT NULL,
  UNIQUE (tenant_id, folded),
  CHECK ((state = 'revoked') = (revoked_at IS NOT NULL AND revoked_by IS NOT NULL AND was_active IS NOT NULL))
) STRICT;
INSERT INTO credential_anew
  SELECT handle, id, revision, tenant_id, group_id, title, folded, description, state, revoked_at, revoked_by, revoked_for,
         was_active, starts_at, expires_at, reveal, access_id, NULL, NULL, sample, created_at, created_by, modified_at, mac
  FROM credential;
-- A handle is never given out twice, also where the newest credential is gone.
DELETE FROM sqlite_sequence WHERE name = 'credential_anew';
INSERT INTO sqlite_sequence (name, seq) SELECT 'credential_anew', seq FROM sqlite_sequence WHERE name = 'credential';
DROP TABLE credential;
ALTER TABLE credential_anew RENAME TO credential;

CREATE INDEX credential_created ON credential (created_at, handle);
CREATE INDEX credential_of_tenant ON credential (tenant_id, created_at, handle);
CREATE INDEX credential_of_group ON credential (group_id, handle);
CREATE INDEX credential_of_user ON credential (user_id) WHERE user_id IS NOT NULL;
CREATE INDEX credential_in_role ON credential (in_role_id) WHERE in_role_id IS NOT NULL;
CREATE INDEX credential_samples ON credential (handle) WHERE sample = 1;
CREATE INDEX credential_expiry ON credential (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX credential_start ON credential (starts_at) WHERE starts_at IS NOT NULL;

CREATE TABLE credential_role (
  credential_id BLOB NOT NULL REFERENCES credential (id),
  role_id       BLOB NOT NULL REFERENCES role (id),
  PRIMARY KEY (credential_id, role_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX credential_role_of_role ON credential_role (role_id);

CREATE TABLE credential_address (
  credential_id BLOB NOT NULL REFERENCES credential (id),
  address       TEXT NOT NULL,
  PRIMARY KEY (credential_id, address)
) STRICT, WITHOUT ROWID;

CREATE TABLE credential_tag (
  credential_id BLOB NOT NULL REFERENCES credential (id),
  tag           TEXT NOT NULL,
  PRIMARY KEY (credential_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX credential_tag_of_tag ON credential_tag (tag);

ALTER TABLE secret_version ADD COLUMN key_start TEXT;
ALTER TABLE secret_version ADD COLUMN recoverable INTEGER NOT NULL DEFAULT 0 CHECK (recoverable IN (0, 1));

-- One row; none while everything is as a vault begins.
CREATE TABLE settings (
  only              INTEGER PRIMARY KEY CHECK (only = 1),
  revision          INTEGER NOT NULL,
  clipboard_seconds INTEGER NOT NULL,
  default_days      INTEGER,
  default_never     INTEGER NOT NULL CHECK (default_never IN (0, 1)),
  never_allowed     INTEGER NOT NULL CHECK (never_allowed IN (0, 1)),
  warning_days      INTEGER NOT NULL,
  reveal            TEXT    NOT NULL,
  mac               BLOB    NOT NULL
) STRICT;

-- How each operator likes the window; it grants and limits nothing, and bears no mark.
CREATE TABLE preference (
  account TEXT PRIMARY KEY,
  theme   TEXT NOT NULL,
  density TEXT NOT NULL,
  dates   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The audit screen's filters.
CREATE INDEX audit_entry_action ON audit_entry (json_extract(CAST(bytes AS TEXT), '$.action'), sequence);
CREATE INDEX audit_entry_operator ON audit_entry (json_extract(CAST(bytes AS TEXT), '$.operator.account'), sequence);
CREATE INDEX audit_entry_at ON audit_entry (json_extract(CAST(bytes AS TEXT), '$.at'), sequence);
