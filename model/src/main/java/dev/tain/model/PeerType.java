package dev.tain.model;

/** The kinds of outside systems that have a connector. */
public enum PeerType {
    POSTGRES,
    CLICKHOUSE
}
