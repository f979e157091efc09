package dev.tain.app.internal.demo;

import java.util.Locale;

/** The shop's tables, in an order in which they can be filled. */
enum ShopTable {
    CUSTOMERS,
    PRODUCTS,
    ORDERS,
    ORDER_ITEMS,
    PAYMENTS,
    EVENTS,
    /** One row that is written ten times a second, by which the lag is measured. */
    PULSE;

    String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ShopTable ofName(String qualified) {
        return valueOf(qualified.substring(qualified.indexOf('.') + 1).toUpperCase(Locale.ROOT));
    }
}
