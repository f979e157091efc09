-- Tables that cannot be written and have stopped, and why. Without a change row_key is NULL.
CREATE TABLE table_stop (
    mirror          TEXT    NOT NULL REFERENCES mirror (name) ON DELETE CASCADE,
    source_schema   TEXT    NOT NULL,
    source_table    TEXT    NOT NULL,
    number          BIGINT  NOT NULL,
    resumes         TEXT    NOT NULL,
    retrying        BOOLEAN NOT NULL,
    error_code      TEXT    NOT NULL,
    error           TEXT    NOT NULL,
    remedy          TEXT    NOT NULL,
    position        TEXT    NOT NULL,
    row_key         TEXT,
    change_position BIGINT  NOT NULL,
    change_sequence BIGINT  NOT NULL,
    change_deletes  BOOLEAN NOT NULL,
    stopped_since   BIGINT  NOT NULL,
    stopped_at      BIGINT  NOT NULL,
    PRIMARY KEY (mirror, source_schema, source_table)
);

-- Changes that a person has had left out.
CREATE TABLE skipped_change (
    mirror          TEXT    NOT NULL REFERENCES mirror (name) ON DELETE CASCADE,
    source_schema   TEXT    NOT NULL,
    source_table    TEXT    NOT NULL,
    number          BIGINT  NOT NULL,
    error_code      TEXT    NOT NULL,
    error           TEXT    NOT NULL,
    remedy          TEXT    NOT NULL,
    row_key         TEXT    NOT NULL,
    change_position BIGINT  NOT NULL,
    change_sequence BIGINT  NOT NULL,
    change_deletes  BOOLEAN NOT NULL,
    skipped_at      BIGINT  NOT NULL,
    PRIMARY KEY (mirror, source_schema, source_table, number)
);
