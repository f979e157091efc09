package dev.tain.clickhouse.internal.apply;

/** What follows a row's columns: whether it is deleted, and the version, a commit of the source. */
record Mark(boolean deleted, long version) {}
