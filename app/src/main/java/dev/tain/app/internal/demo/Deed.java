package dev.tain.app.internal.demo;

import java.util.List;

/** What happens in the shop: one statement each, a transaction of its own, with a random whole number as parameter. */
enum Deed {
    ORDER(40, """
            with number as (select cast(? as bigint) as n),
            placed as (
                insert into orders (customer_id, status, total, shipping, note, placed_at)
                select 1 + n % :customers, 'new', n % 90000 / 100.0, '{"method": "courier", "express": false}',
                       case when n % 50 = 0 then repeat('Leave it with the neighbours. ', 20) end, now()
                from number
                returning id, customer_id, total),
            lines as (
                insert into order_items (order_id, line, product_id, quantity, unit_price)
                select placed.id, line, 1 + (n / 7 + line * 31) % :products, 1 + n % 3, 5 + n % 4000 / 100.0
                from number, placed, generate_series(1, 1 + n % 3) line),
            paid as (
                insert into payments (id, order_id, method, amount, paid_at)
                select gen_random_uuid(), id, 'card', total, now() from placed)
            insert into events (customer_id, kind, path, payload, at)
            select customer_id, 'checkout', '{shop,checkout}', jsonb_build_object('order', id), now() from placed
            """),
    SHIP(20, """
            update orders set status = 'shipped', shipping = shipping || '{"tracked": true}'
            where id = 1 + ? % :orders
            """),
    DELIVER(15, "update orders set status = 'delivered', delivered_on = current_date where id = 1 + ? % :orders"),
    REPRICE(8, """
            update products set price = round(price * 1.01, 2), in_stock = in_stock + 1, updated_at = now()
            where id = 1 + ? % :products
            """),
    PROFILE(9, """
            update customers set preferences = preferences || '{"theme": "dark"}', balance = coalesce(balance, 0) + 1
            where id = 1 + ? % :customers
            """),
    CANCEL(5, "delete from orders where id = 1 + ? % :orders"),
    FORGET(3, "delete from events where id = 1 + ? % :events");

    /** How often it happens, in proportion to the others. */
    private final int weight;

    private final String sql;

    Deed(int weight, String sql) {
        this.weight = weight;
        this.sql = sql;
    }

    String sql(ShopSize size) {
        return size.fill(sql);
    }

    /** The one that a random number chooses. */
    static Deed chosenBy(long number) {
        long left = Math.floorMod(number, (long) totalWeight());
        for (Deed deed : List.of(values())) {
            left -= deed.weight;
            if (left < 0) {
                return deed;
            }
        }
        throw new AssertionError("the weights don't add up");
    }

    private static int totalWeight() {
        int total = 0;
        for (Deed deed : values()) {
            total += deed.weight;
        }
        return total;
    }
}
