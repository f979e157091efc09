package dev.tain.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.testkit.TableChecksum.Comparison;
import dev.tain.testkit.TableChecksum.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TableChecksumIT {
    private final PostgresDatabase database = PostgresServer.freshDatabase();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void isBlindToTheOrderOfRowsAndColumns() throws SQLException {
        database.execute(
                "create table a (id int, \"odd \"\"name\" text)",
                "create table b (extra int, \"odd \"\"name\" text, id int)",
                "insert into a select i, 'v' || i from generate_series(1, 25000) i",
                "insert into b select 0, 'v' || i, i from generate_series(25000, 1, -1) i");
        Comparison comparison = compare(List.of("id"));
        assertThat(comparison.equal()).isTrue();
        assertThat(comparison.sourceRows()).isEqualTo(25_000);
        comparison.assertEqual();
    }

    @Test
    void namesTheRowsThatDiffer() throws SQLException {
        database.execute(
                "create table a (id int, v text)",
                "create table b (id int, v text)",
                "insert into a values (1, 'same'), (2, null), (3, 'only here')",
                "insert into b values (1, 'same'), (2, ''), (4, 'only there')");
        Comparison comparison = compare(List.of("id"));
        assertThat(comparison.equal()).isFalse();
        assertThat(comparison.missing()).containsExactly("id=2", "id=3");
        assertThat(comparison.unexpected()).containsExactly("id=2", "id=4");
        assertThatThrownBy(comparison::assertEqual).hasMessageContaining("3 rows at the source");
    }

    @Test
    void countsDuplicatesWithoutAKey() throws SQLException {
        database.execute(
                "create table a (v text)",
                "create table b (v text)",
                "insert into a values ('x'), ('x'), ('y')",
                "insert into b values ('x'), ('y'), ('y')");
        Comparison comparison = compare(List.of());
        assertThat(comparison.equal()).isFalse();
        assertThat(comparison.missing()).contains("v=x");
        assertThat(comparison.unexpected()).contains("v=y");
    }

    private Comparison compare(List<String> key) throws SQLException {
        try (Connection one = database.connect();
                Connection other = database.connect()) {
            return TableChecksum.compare(new Table(one, "a"), new Table(other, "b"), key);
        }
    }
}
