-- Comparisons of mirrors' tables with their copies, and what they found. A mirror's go with it.
CREATE TABLE verification (
    id           TEXT   NOT NULL PRIMARY KEY,
    mirror       TEXT   NOT NULL REFERENCES mirror (name) ON DELETE CASCADE,
    repair       BIGINT NOT NULL,
    started_at   BIGINT NOT NULL,
    finished_at  BIGINT NOT NULL,
    error_code   TEXT   NOT NULL,
    error        TEXT   NOT NULL,
    remedy       TEXT   NOT NULL
);

CREATE INDEX verification_of_mirror ON verification (mirror, started_at);

CREATE TABLE verified_table (
    verification       TEXT   NOT NULL REFERENCES verification (id) ON DELETE CASCADE,
    place              BIGINT NOT NULL,
    source_schema      TEXT   NOT NULL,
    source_table       TEXT   NOT NULL,
    destination_schema TEXT   NOT NULL,
    destination_table  TEXT   NOT NULL,
    outcome            TEXT   NOT NULL,
    estimated_rows     BIGINT NOT NULL,
    range_count        BIGINT NOT NULL,
    source_rows        BIGINT NOT NULL,
    destination_rows   BIGINT NOT NULL,
    missing            BIGINT NOT NULL,
    surplus            BIGINT NOT NULL,
    differing          BIGINT NOT NULL,
    repaired           BIGINT NOT NULL,
    undecided          BIGINT NOT NULL,
    finished_at        BIGINT NOT NULL,
    error_code         TEXT   NOT NULL,
    error              TEXT   NOT NULL,
    remedy             TEXT   NOT NULL,
    PRIMARY KEY (verification, place)
);

-- Rows that differ, and rows that stayed undecided. Texts of several values are encoded into one.
CREATE TABLE verified_row (
    verification TEXT   NOT NULL REFERENCES verification (id) ON DELETE CASCADE,
    place        BIGINT NOT NULL,
    row_number   BIGINT NOT NULL,
    kind         TEXT   NOT NULL,
    row_key      TEXT   NOT NULL,
    columns      TEXT   NOT NULL,
    repaired     BIGINT NOT NULL,
    PRIMARY KEY (verification, place, row_number)
);
