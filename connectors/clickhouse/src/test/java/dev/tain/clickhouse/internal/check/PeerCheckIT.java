package dev.tain.clickhouse.internal.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.clickhouse.ClickHouseConnector;
import dev.tain.connector.PeerReport;
import dev.tain.model.ErrorCode;
import dev.tain.model.Peer;
import dev.tain.model.PeerType;
import dev.tain.model.Secret;
import dev.tain.model.TainException;
import dev.tain.testkit.ClickHouseServer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeerCheckIT {
    private final ClickHouseServer server = ClickHouseServer.shared();
    private final Map<String, String> options = new HashMap<>(
            Map.of("host", "127.0.0.1", "port", Integer.toString(server.httpPort()), "disable_tls", "true"));

    private PeerReport check(String password) {
        return new ClickHouseConnector()
                .check(new Peer("ch", PeerType.CLICKHOUSE, options, Map.of("password", new Secret(password))));
    }

    private void assertRefused(ErrorCode code, String password) {
        assertThatThrownBy(() -> check(password)).isInstanceOfSatisfying(TainException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.sentence() + e.remedy()).doesNotContain("hunter2");
        });
    }

    @Test
    void tellsTheVersionAndWhatIsNotUsed() {
        options.put("s3_path", "s3://bucket/prefix");
        PeerReport report = check("");
        assertThat(report.version()).isEqualTo(server.process().version());
        assertThat(report.notes()).anyMatch(note -> note.contains("s3_path"));
        assertThat(report.notes()).anyMatch(note -> note.contains("not encrypted"));
        assertThat(server.value("SELECT count() FROM system.tables WHERE name LIKE '\\\\_tain\\\\_check%'"))
                .isEqualTo("0");
    }

    @Test
    void saysWhatIsWrong() {
        assertRefused(ErrorCode.CLICKHOUSE_AUTHENTICATION_FAILED, "hunter2");
        options.put("database", "nowhere");
        assertRefused(ErrorCode.CLICKHOUSE_DATABASE_MISSING, "");
        options.put("database", "default");
        options.put("cluster", "c");
        assertRefused(ErrorCode.CLICKHOUSE_CLUSTER_UNUSABLE, "");
    }

    @Test
    void saysWhichPortToGive() {
        options.put("port", Integer.toString(server.nativePort()));
        assertRefused(ErrorCode.CLICKHOUSE_PORT_WRONG, "");
    }
}
