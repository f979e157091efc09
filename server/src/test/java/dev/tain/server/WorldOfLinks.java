package dev.tain.server;

import dev.tain.link.LinkStatus;
import dev.tain.link.LinkStatus.Problem;
import dev.tain.link.LinkStatus.ProblemKind;
import dev.tain.link.LinkStatus.Task;
import dev.tain.link.LinkStatus.TaskKind;
import dev.tain.link.LinkStatus.Trouble;
import dev.tain.link.LinkStatus.TroubleKind;
import dev.tain.link.MirrorStatus.Condition;
import dev.tain.link.plan.MirrorFault;
import dev.tain.model.ErrorCode;
import java.util.List;
import java.util.Map;

/** What happens to links behind the API in a golden file. */
final class WorldOfLinks {
    private WorldOfLinks() {}

    static void change(FakeLinks links, String line) {
        String[] words = line.split(" ", 4);
        switch (words[0]) {
            case "add" -> links.stored.put(words[1], new FakeLink(words[1], FakeLinks.SOURCE, configs()));
            case "trouble" -> {
                links.known(words[1]).state = LinkStatus.State.UNAVAILABLE;
                links.known(words[1]).trouble =
                        new Trouble(TroubleKind.valueOf(words[2]), "It says: " + words[2] + ".");
            }
            case "paused" -> links.known(words[1]).state = LinkStatus.State.PAUSED;
            case "problem" ->
                links.known(words[1]).tasks = List.of(new Task(
                        TaskKind.GROUP_OFFSETS,
                        true,
                        List.of(new Problem(ProblemKind.valueOf(words[2]), "It says: " + words[2] + "."))));
            case "cut" -> links.known(words[1]).cut(words[2]);
            case "compared" -> links.known(words[1]).compare(words[2], words[3].equals("different"));
            case "mirror" -> links.known(words[1]).change(words[2], Condition.valueOf(words[3]), MirrorFault.NONE, "");
            case "fault" ->
                links.known(words[1])
                        .change(words[2], Condition.FAILED, MirrorFault.valueOf(words[3]), "The source says so.");
            case "fails" ->
                links.failure = FakeLinks.error(ErrorCode.valueOf(words[1]), "What went wrong: " + words[1]);
            case "breaks" -> links.failure = new IllegalStateException("password hunter2");
            case "works" -> links.failure = null;
            default -> throw new IllegalArgumentException(line);
        }
    }

    private static Map<String, String> configs() {
        return Map.of(
                "bootstrap.servers",
                "source:9092",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required password=\"hunter2\";");
    }
}
