package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code tain mirror verify}, in a process of its own. */
class VerifyCommandE2E {

    /** What it printed, and its exit status. */
    private record Said(int status, String text) {}

    private static Said tain(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tain.app.cli.Main"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    @Test
    void itTellsWhatItFoundAndWhetherTheCopyIsEqual() throws IOException, InterruptedException {
        try (Stage stage = Stage.open()) {
            stage.source().execute("create table t (id int primary key, v text)");
            stage.source().execute("insert into t select i, 'v' || i from generate_series(1, 1000) i");
            Mirror mirror = stage.running("public.t");
            String api = "http://127.0.0.1:" + stage.tain().port();
            Said equal = tain("mirror", "verify", mirror.name(), "--api", api);
            assertThat(equal.text()).contains("1,000 rows, equal").contains(mirror.name() + ": equal");
            assertThat(equal.status()).isZero();

            stage.destination().execute("update t set v = 'other' where id = 500");
            Said different = tain("mirror", "verify", mirror.name(), "--tables", "public.t", "--api", api);
            assertThat(different.text()).contains("1 different").contains("public.t (500) in (v)");
            assertThat(different.status()).isEqualTo(1);

            Said repaired = tain("mirror", "verify", mirror.name(), "--repair", "--json", "--api", api);
            assertThat(repaired.text()).contains("\"outcome\" : \"EQUAL\"").contains("\"repaired\" : \"1\"");
            assertThat(repaired.status()).isZero();
        }
    }

    @Test
    void whatIsRefusedIsToldWithItsRemedy() throws IOException, InterruptedException {
        try (Stage stage = Stage.open()) {
            String api = "http://127.0.0.1:" + stage.tain().port();
            Said unknown = tain("mirror", "verify", "none", "--api", api);
            assertThat(unknown.text()).contains("flow none not found").contains("mirrors/list");
            assertThat(unknown.status()).isEqualTo(1);
            Said away = tain("mirror", "verify", "none", "--api", "http://127.0.0.1:1");
            assertThat(away.text()).contains("no Tain answers").contains("./tain serve");
            assertThat(away.status()).isEqualTo(1);
            assertThat(tain("mirror", "verify").status()).isEqualTo(2);
        }
    }
}
