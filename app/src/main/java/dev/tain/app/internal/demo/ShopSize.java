package dev.tain.app.internal.demo;

/** How many rows the shop begins with, in the tables that its data are made for. */
record ShopSize(long customers, long products, long orders, long events) {
    /** All rows for each order: itself, 2.5 items, 0.9 payments, an event, and its share of customers and products. */
    private static final double ROWS_PER_ORDER = 5.675;

    private static final int ORDERS_PER_CUSTOMER = 4;
    private static final int ORDERS_PER_PRODUCT = 40;

    static ShopSize ofRows(long rows) {
        long orders = Math.max(ORDERS_PER_PRODUCT, Math.round(rows / ROWS_PER_ORDER));
        return new ShopSize(orders / ORDERS_PER_CUSTOMER, orders / ORDERS_PER_PRODUCT, orders, orders);
    }

    /** Puts the numbers into a script. */
    String fill(String sql) {
        return sql.replace(":customers", Long.toString(customers))
                .replace(":products", Long.toString(products))
                .replace(":orders", Long.toString(orders))
                .replace(":events", Long.toString(events));
    }
}
