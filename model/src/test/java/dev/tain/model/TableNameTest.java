package dev.tain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableNameTest {
    @Test
    void isDividedAtTheFirstDot() {
        assertThat(TableName.parse("public.users")).isEqualTo(new TableName("public", "users"));
        assertThat(TableName.parse("a.b.c")).isEqualTo(new TableName("a", "b.c"));
        assertThat(TableName.parse("users")).isEqualTo(new TableName("", "users"));
    }

    @Test
    void keepsCase() {
        assertThat(TableName.parse("Public.Users")).isNotEqualTo(TableName.parse("public.users"));
        assertThat(TableName.parse("Public.Users")).hasToString("Public.Users");
    }

    @Test
    void takesTheDefaultSchemaWhereItHasNone() {
        assertThat(TableName.parse("users").withDefaultSchema("public")).hasToString("public.users");
        assertThat(TableName.parse("a.users").withDefaultSchema("public")).hasToString("a.users");
    }

    @Test
    void needsAName() {
        assertThatThrownBy(() -> TableName.parse("public.")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TableName.parse("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isOrderedBySchemaThenName() {
        assertThat(TableName.parse("a.z")).isLessThan(TableName.parse("b.a"));
        assertThat(TableName.parse("a.a")).isLessThan(TableName.parse("a.b"));
    }
}
