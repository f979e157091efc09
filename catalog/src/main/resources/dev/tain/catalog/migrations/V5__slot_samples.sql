-- How replication slots stood: of each minute and each hour the sample with the greatest lag.
CREATE TABLE slot_sample (
    peer       TEXT   NOT NULL REFERENCES peer (name) ON DELETE CASCADE,
    slot       TEXT   NOT NULL,
    grain      TEXT   NOT NULL,
    started_at BIGINT NOT NULL,
    taken_at   BIGINT NOT NULL,
    lag_bytes  BIGINT NOT NULL,
    checkpoint TEXT   NOT NULL,
    restart    TEXT   NOT NULL,
    confirmed  TEXT   NOT NULL,
    PRIMARY KEY (peer, slot, grain, started_at)
);

CREATE INDEX slot_sample_by_age ON slot_sample (grain, started_at);
