package dev.tain.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** A mirror that cannot be made is refused alike by the check and by the creation. */
final class Refusal {
    private Refusal() {}

    /** @param told what the answers must contain, of what happened and what to do */
    static void of(Stage stage, MirrorSpec spec, String reason, String... told) {
        for (String path : List.of("mirrors/cdc/validate", "flows/cdc/create")) {
            Answer answer = stage.api().post(path, spec.body());
            assertThat(answer.status()).as("%s", answer.body()).isBetween(400, 499);
            assertThat(answer.details()).as(path).contains("\"reason\":\"" + reason + "\"");
            assertThat(List.of(told))
                    .as("%s %s", path, answer.body())
                    .allMatch(text -> answer.text("message").contains(text)
                            || answer.details().replace("\\\"", "\"").contains(text));
        }
    }
}
