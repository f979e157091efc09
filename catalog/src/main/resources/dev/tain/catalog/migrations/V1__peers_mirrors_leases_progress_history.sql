-- One text for SQLite and PostgreSQL: only TEXT, BIGINT, BOOLEAN and BYTEA, no engine's own functions.
-- Times are milliseconds since 1970, durations milliseconds. Positions are unsigned numbers in signed columns.
-- Texts are empty and numbers 0 where nothing was asked, as in the records that they are read into.

-- Facts about the catalog itself. 'secret_key' is the id of the key that new secrets are sealed with.
CREATE TABLE fact (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- 'mirror' is the last id given to a mirror, 'log_line' the last one given to a line of a log, 'epoch' the highest
-- epoch that a deleted mirror's lease had.
CREATE TABLE counter (
    name  TEXT   NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO counter (name, value) VALUES ('mirror', 0), ('log_line', 0), ('epoch', 0);

CREATE TABLE peer (
    name TEXT NOT NULL PRIMARY KEY,
    type TEXT NOT NULL
);

CREATE TABLE peer_option (
    peer  TEXT NOT NULL REFERENCES peer (name) ON DELETE CASCADE,
    name  TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (peer, name)
);

CREATE TABLE peer_secret (
    peer   TEXT  NOT NULL REFERENCES peer (name) ON DELETE CASCADE,
    name   TEXT  NOT NULL,
    key_id TEXT  NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (peer, name)
);

CREATE TABLE mirror (
    name                 TEXT    NOT NULL PRIMARY KEY,
    id                   BIGINT  NOT NULL UNIQUE,
    created_at           BIGINT  NOT NULL,
    source               TEXT    NOT NULL,
    destination          TEXT    NOT NULL,
    soft_delete_column   TEXT    NOT NULL,
    synced_at_column     TEXT    NOT NULL,
    snapshot_wanted      BOOLEAN NOT NULL,
    snapshot_only        BOOLEAN NOT NULL,
    rows_per_chunk       BIGINT  NOT NULL,
    chunks_per_table     BIGINT  NOT NULL,
    workers_per_table    BIGINT  NOT NULL,
    tables_in_parallel   BIGINT  NOT NULL,
    max_batch_rows       BIGINT  NOT NULL,
    idle_timeout_seconds BIGINT  NOT NULL,
    publication          TEXT    NOT NULL,
    slot                 TEXT    NOT NULL,
    -- what is wished
    wish                 TEXT    NOT NULL,
    keep_destination     BOOLEAN NOT NULL DEFAULT FALSE,
    drop_history         BOOLEAN NOT NULL DEFAULT FALSE,
    revision             BIGINT  NOT NULL,
    -- what is, by the owner's word; an empty code means no trouble
    state                TEXT    NOT NULL,
    stream_made          BOOLEAN NOT NULL DEFAULT FALSE,
    trouble_code         TEXT    NOT NULL DEFAULT '',
    trouble_sentence     TEXT    NOT NULL DEFAULT '',
    trouble_remedy       TEXT    NOT NULL DEFAULT '',
    trouble_since        BIGINT  NOT NULL DEFAULT 0,
    trouble_attempts     BIGINT  NOT NULL DEFAULT 0,
    trouble_retry_at     BIGINT  NOT NULL DEFAULT 0
);

CREATE TABLE mirror_unused (
    mirror TEXT NOT NULL REFERENCES mirror (name) ON DELETE CASCADE,
    name   TEXT NOT NULL,
    value  TEXT NOT NULL,
    PRIMARY KEY (mirror, name)
);

-- The table mappings of a mirror; `place` is the position in its list.
CREATE TABLE mirror_table (
    mirror             TEXT   NOT NULL REFERENCES mirror (name) ON DELETE CASCADE,
    place              BIGINT NOT NULL,
    source_schema      TEXT   NOT NULL,
    source_table       TEXT   NOT NULL,
    destination_schema TEXT   NOT NULL,
    destination_table  TEXT   NOT NULL,
    PRIMARY KEY (mirror, place)
);

CREATE TABLE mirror_table_excluded (
    mirror TEXT   NOT NULL REFERENCES mirror (name) ON DELETE CASCADE,
    place  BIGINT NOT NULL,
    name   TEXT   NOT NULL,
    PRIMARY KEY (mirror, place, name)
);

CREATE TABLE mirror_table_column (
    mirror           TEXT    NOT NULL REFERENCES mirror (name) ON DELETE CASCADE,
    place            BIGINT  NOT NULL,
    column_place     BIGINT  NOT NULL,
    source_name      TEXT    NOT NULL,
    destination_name TEXT    NOT NULL,
    destination_type TEXT    NOT NULL,
    ordering         BIGINT  NOT NULL,
    partitioning     BIGINT  NOT NULL,
    nullable         BOOLEAN NOT NULL,
    PRIMARY KEY (mirror, place, column_place)
);

CREATE TABLE mirror_table_option (
    mirror TEXT   NOT NULL REFERENCES mirror (name) ON DELETE CASCADE,
    place  BIGINT NOT NULL,
    name   TEXT   NOT NULL,
    value  TEXT   NOT NULL,
    PRIMARY KEY (mirror, place, name)
);

-- Who runs which mirror. An empty owner means free; the epoch only ever grows.
CREATE TABLE lease (
    mirror     TEXT   NOT NULL PRIMARY KEY REFERENCES mirror (name) ON DELETE CASCADE,
    owner      TEXT   NOT NULL,
    epoch      BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE table_progress (
    mirror        TEXT   NOT NULL REFERENCES mirror (name) ON DELETE CASCADE,
    source_schema TEXT   NOT NULL,
    source_table  TEXT   NOT NULL,
    phase         TEXT   NOT NULL,
    replay_until  BIGINT NOT NULL,
    started_at    BIGINT NOT NULL,
    PRIMARY KEY (mirror, source_schema, source_table)
);

CREATE TABLE chunk (
    mirror         TEXT    NOT NULL REFERENCES mirror (name) ON DELETE CASCADE,
    source_schema  TEXT    NOT NULL,
    source_table   TEXT    NOT NULL,
    id             TEXT    NOT NULL,
    place          BIGINT  NOT NULL,
    chunk_range    TEXT    NOT NULL,
    estimated_rows BIGINT  NOT NULL,
    done           BOOLEAN NOT NULL DEFAULT FALSE,
    copied_rows    BIGINT  NOT NULL DEFAULT 0,
    copy_millis    BIGINT  NOT NULL DEFAULT 0,
    PRIMARY KEY (mirror, source_schema, source_table, id)
);

-- History goes by a mirror's name and outlives the mirror, so nothing below refers to it.

CREATE TABLE batch_head (
    mirror  TEXT   NOT NULL PRIMARY KEY,
    last_id BIGINT NOT NULL
);

CREATE TABLE batch (
    mirror       TEXT   NOT NULL,
    id           BIGINT NOT NULL,
    end_position BIGINT NOT NULL,
    change_count BIGINT NOT NULL,
    started_at   BIGINT NOT NULL,
    finished_at  BIGINT NOT NULL,
    PRIMARY KEY (mirror, id)
);

-- Running totals over all batches, pruned ones included.
CREATE TABLE change_total (
    mirror        TEXT   NOT NULL,
    source_schema TEXT   NOT NULL,
    source_table  TEXT   NOT NULL,
    inserts       BIGINT NOT NULL,
    updates       BIGINT NOT NULL,
    deletes       BIGINT NOT NULL,
    PRIMARY KEY (mirror, source_schema, source_table)
);

-- Mirrors that have a log, so that they can be listed without reading it.
CREATE TABLE logged_mirror (
    mirror TEXT NOT NULL PRIMARY KEY
);

CREATE TABLE log_line (
    mirror    TEXT   NOT NULL,
    id        BIGINT NOT NULL,
    level     TEXT   NOT NULL,
    text      TEXT   NOT NULL,
    logged_at BIGINT NOT NULL,
    PRIMARY KEY (mirror, id)
);
