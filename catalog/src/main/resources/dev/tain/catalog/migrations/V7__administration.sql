-- Words that people put on mirrors.
CREATE TABLE mirror_tag (
    mirror TEXT NOT NULL REFERENCES mirror (name) ON DELETE CASCADE,
    name   TEXT NOT NULL,
    value  TEXT NOT NULL,
    PRIMARY KEY (mirror, name)
);

-- Settings of the API that differ from their defaults.
CREATE TABLE api_setting (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- Mirrors that were paused for maintenance. The fact 'maintenance' is there while mirrors may not be changed.
CREATE TABLE held_mirror (
    mirror TEXT NOT NULL PRIMARY KEY REFERENCES mirror (name) ON DELETE CASCADE
);
