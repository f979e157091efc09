package dev.tain.app.internal.demo;

/** What the shop's database is mirrored into. */
public enum DemoDestination {
    POSTGRES("another PostgreSQL"),
    CLICKHOUSE("ClickHouse");

    private final String words;

    DemoDestination(String words) {
        this.words = words;
    }

    /** As it is called in a sentence. */
    String words() {
        return words;
    }
}
