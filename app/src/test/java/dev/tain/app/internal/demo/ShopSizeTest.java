package dev.tain.app.internal.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShopSizeTest {

    @Test
    void theDefaultHasMoreThanAMillionRows() {
        ShopSize size = ShopSize.ofRows(DemoOptions.DEFAULT_ROWS);
        double items = size.orders() * 2.5;
        double payments = size.orders() * 0.9;
        assertThat(size.customers() + size.products() + size.orders() + items + payments + size.events())
                .isGreaterThan(1_000_000);
    }

    @Test
    void theSmallestShopHasRowsInEveryTable() {
        ShopSize size = ShopSize.ofRows(0);
        assertThat(size.customers()).isPositive();
        assertThat(size.products()).isPositive();
    }

    @Test
    void everyDeedHappens() {
        Map<Deed, Integer> seen = new EnumMap<>(Deed.class);
        for (int number = 0; number < 100; number++) {
            seen.merge(Deed.chosenBy(number), 1, Integer::sum);
        }
        assertThat(seen).containsOnlyKeys(Deed.values()).containsEntry(Deed.ORDER, 40);
    }
}
