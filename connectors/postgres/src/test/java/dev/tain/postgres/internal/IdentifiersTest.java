package dev.tain.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.model.TableName;
import org.junit.jupiter.api.Test;

class IdentifiersTest {

    @Test
    void identifiersKeepTheirCharacters() {
        assertThat(Identifiers.quote("Order \"2\"; drop")).isEqualTo("\"Order \"\"2\"\"; drop\"");
        assertThat(Identifiers.quote(new TableName("My Schema", "select"))).isEqualTo("\"My Schema\".\"select\"");
        assertThat(Identifiers.quote(new TableName("", "t"))).isEqualTo("\"t\"");
    }

    @Test
    void textsCannotEndTheirLiteral() {
        assertThat(Identifiers.literal("it's")).isEqualTo("'it''s'");
        assertThat(Identifiers.literal("a\\' or 1=1")).isEqualTo("E'a\\\\'' or 1=1'");
    }

    @Test
    void whatNoServerCanNameIsRefused() {
        assertThatThrownBy(() -> Identifiers.quote("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Identifiers.quote("a\0b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Identifiers.literal("a\0b")).isInstanceOf(IllegalArgumentException.class);
    }
}
