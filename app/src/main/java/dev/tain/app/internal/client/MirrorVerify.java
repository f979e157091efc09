package dev.tain.app.internal.client;

import dev.tain.app.internal.screen.Screen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Has a mirror verified, shows how far it is, and tells what was found. */
public final class MirrorVerify {
    private static final Duration LOOK = Duration.ofMillis(200);

    private final ApiClient api;
    private final Wish wish;

    /**
     * What is asked for.
     *
     * @param json whether the last answer is printed as it is, and nothing else
     */
    public record Wish(
            String mirror, List<String> tables, boolean repair, int parallel, long rowsPerSecond, boolean json) {
        public Wish {
            tables = List.copyOf(tables);
        }
    }

    public MirrorVerify(ApiClient api, Wish wish) {
        this.api = api;
        this.wish = wish;
    }

    /** The outcome in the API's words: {@code EQUAL}, {@code DIFFERENT}, {@code UNDECIDED} or {@code FAILED}. */
    public String run() throws InterruptedException {
        String id = api.post("mirrors/verify", body()).path("verificationId").asString("");
        Screen screen = Screen.ofProcess();
        VerificationView view = new VerificationView(screen.style());
        JsonNode answer = api.get("mirrors/verify/" + id);
        while (answer.path("outcome").asString("").equals("RUNNING")) {
            if (!wish.json()) {
                screen.redraw(view.progress(answer));
            }
            Thread.sleep(LOOK);
            answer = api.get("mirrors/verify/" + id);
        }
        tell(screen, view, answer);
        return answer.path("outcome").asString("");
    }

    private Map<String, Object> body() {
        Map<String, Object> body = new HashMap<>();
        body.put("flowJobName", wish.mirror());
        body.put("tables", wish.tables());
        body.put("repair", wish.repair());
        body.put("parallelism", wish.parallel());
        body.put("maxRowsPerSecond", wish.rowsPerSecond());
        return body;
    }

    private void tell(Screen screen, VerificationView view, JsonNode answer) {
        if (wish.json()) {
            screen.print(answer.toPrettyString());
            return;
        }
        List<String> lines = new ArrayList<>(view.progress(answer));
        lines.addAll(view.rows(answer));
        String outcome = answer.path("outcome").asString("");
        String trouble = answer.path("errorMessage").asString("");
        lines.add(wish.mirror() + ": " + sentence(outcome) + (trouble.isEmpty() ? "" : ": " + trouble));
        lines.forEach(screen::print);
    }

    private String sentence(String outcome) {
        return switch (outcome) {
            case "EQUAL" -> wish.repair() ? "equal now" : "equal";
            case "DIFFERENT" -> "different" + (wish.repair() ? "" : "; --repair puts it right");
            case "UNDECIDED" -> "nothing is known to differ, but some rows changed whenever they were looked at";
            default -> "not compared wholly";
        };
    }
}
