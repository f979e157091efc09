-- Changes of a mirror in each span of time (minute, hour, day in UTC), for graphs.
CREATE TABLE change_rate (
    mirror     TEXT   NOT NULL,
    span       TEXT   NOT NULL,
    started_at BIGINT NOT NULL,
    changes    BIGINT NOT NULL,
    PRIMARY KEY (mirror, span, started_at)
);

-- Lines of all mirrors' logs in their order.
CREATE INDEX log_line_by_id ON log_line (id);
