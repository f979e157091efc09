-- What of each column's values arrives at the destination, in the order of the source's columns.
CREATE TABLE column_contract (
    mirror             TEXT   NOT NULL REFERENCES mirror (name) ON DELETE CASCADE,
    source_schema      TEXT   NOT NULL,
    source_table       TEXT   NOT NULL,
    place              BIGINT NOT NULL,
    destination_schema TEXT   NOT NULL,
    destination_table  TEXT   NOT NULL,
    source_column      TEXT   NOT NULL,
    source_type        TEXT   NOT NULL,
    destination_column TEXT   NOT NULL,
    destination_type   TEXT   NOT NULL,
    fidelity           TEXT   NOT NULL,
    loss               TEXT   NOT NULL,
    PRIMARY KEY (mirror, source_schema, source_table, place)
);
