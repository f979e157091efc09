package dev.tain.app.internal.demo;

/** What the shop's database is mirrored into. */
public enum DemoDestination {
    POSTGRES
}
