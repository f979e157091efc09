package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Values of a hundred mebibytes arrive by the first copy, as changes, and where a row changes around them. */
class LargeValuesE2E {
    private static final String HUNDRED_MEBIBYTES = "decode(repeat('00ff5c%02d', 26214400), 'hex')";
    private static final String SUMS = "select id, note, length(v), md5(v), md5(t) from large order by id";

    @Test
    void valuesOfAHundredMebibytesPass() {
        try (TainProcess tain = TainProcess.start(Launch.app("large").heap("1g").fast());
                Stage stage = Stage.open(tain)) {
            stage.source()
                    .execute(
                            "create table large (id int primary key, v bytea, t text, note text)",
                            "alter table large alter v set storage external",
                            "insert into large values (1, " + HUNDRED_MEBIBYTES.formatted(1) + ", 'small', 'copied')");
            Mirror mirror = stage.running("public.large");
            stage.awaitMark();
            assertThat(stage.destination().rows(SUMS)).isEqualTo(stage.source().rows(SUMS));
            stage.source()
                    .execute(
                            "insert into large values (2, " + HUNDRED_MEBIBYTES.formatted(2) + ", null, 'streamed')",
                            "update large set note = 'unchanged beside it'",
                            "update large set id = id + 10",
                            "update large set t = repeat('é', 26214400), v = null where id = 12");
            stage.awaitMark();
            assertThat(stage.destination().rows(SUMS)).isEqualTo(stage.source().rows(SUMS));
            assertThat(mirror.trouble()).isEmpty();
        }
    }
}
