package dev.tain.clickhouse.internal.apply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlTextTest {
    @Test
    void findsTheWordsOfAnExpression() {
        assertThat(SqlText.words("cityHash64(id, `odd ``name`, 'not this') % 3 + \"b\""))
                .containsExactly("cityHash64", "id", "odd ", "name", "b");
        assertThat(SqlText.words("")).isEmpty();
    }

    @Test
    void saysWhatIsNotOneExpression() {
        assertThat(SqlText.fault("toYYYYMM(at), concat('a;(', `b)`)")).isEmpty();
        assertThat(SqlText.fault("f(a")).isPresent();
        assertThat(SqlText.fault("a) ORDER BY (b")).isPresent();
        assertThat(SqlText.fault("a -- b")).isPresent();
        assertThat(SqlText.fault("a; DROP TABLE t")).isPresent();
        assertThat(SqlText.fault("'a\\'")).isPresent();
        assertThat(SqlText.fault("'")).isPresent();
    }

    @Test
    void readsEnginesAsTheServerTellsThem() {
        assertThat(EngineText.arguments("Distributed('c', 'd\\'b', 't_shard', cityHash64(a, b)) SETTINGS x = 1"))
                .containsExactly("'c'", "'d\\'b'", "'t_shard'", "cityHash64(a, b)");
        assertThat(EngineText.bare("'d\\'b'")).isEqualTo("d'b");
        assertThat(EngineText.arguments("MergeTree ORDER BY (a, b)")).isEmpty();
        assertThat(EngineText.arguments("Null")).isEmpty();
    }
}
