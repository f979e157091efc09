package dev.tain.app.internal.client;

import dev.tain.app.internal.screen.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A verification as lines of text. */
final class VerificationView {
    private static final int BAR = 24;
    private static final int MOST_ROWS = 20;

    private final Style style;

    VerificationView(Style style) {
        this.style = style;
    }

    /** One line for each table. */
    List<String> progress(JsonNode verification) {
        List<String> lines = new ArrayList<>();
        int width = 0;
        for (JsonNode table : verification.path("tables")) {
            width = Math.max(width, name(table).length());
        }
        for (JsonNode table : verification.path("tables")) {
            lines.add(line(table, width));
        }
        return lines;
    }

    private static String name(JsonNode table) {
        return table.path("sourceTable").asString("");
    }

    private String line(JsonNode table, int width) {
        String outcome = table.path("outcome").asString("");
        long rows = table.path("sourceRows").asLong(0);
        String start = mark(outcome) + " " + Style.left(name(table), width) + "  ";
        return switch (outcome) {
            case "WAITING" -> start + style.dim("waits");
            case "RUNNING" ->
                start + style.bar(share(table, rows), BAR) + "  " + Style.number(rows) + " rows" + found(table);
            case "FAILED" ->
                start + "not compared: " + table.path("errorMessage").asString("");
            default -> start + Style.number(rows) + " rows" + found(table);
        };
    }

    private static double share(JsonNode table, long rows) {
        long estimated = table.path("estimatedRows").asLong(0);
        return estimated <= 0 ? 0 : Math.min(1, rows / (double) estimated);
    }

    private String mark(String outcome) {
        return switch (outcome) {
            case "EQUAL" -> style.done();
            case "DIFFERENT", "FAILED" -> style.failed();
            case "UNDECIDED" -> "?";
            default -> " ";
        };
    }

    private static String found(JsonNode table) {
        StringBuilder text = new StringBuilder();
        for (String kind : List.of("missing", "surplus", "different", "repaired", "undecided")) {
            long count = table.path(kind).asLong(0);
            if (count > 0) {
                text.append(", ").append(Style.number(count)).append(' ').append(kind);
            }
        }
        return text.isEmpty() && !table.path("outcome").asString("").equals("RUNNING") ? ", equal" : text.toString();
    }

    /** The first rows that differ. */
    List<String> rows(JsonNode verification) {
        List<String> lines = new ArrayList<>();
        long more = 0;
        for (JsonNode table : verification.path("tables")) {
            for (JsonNode row : table.path("differences")) {
                if (lines.size() < MOST_ROWS) {
                    lines.add("    " + Style.left(row.path("kind").asString("").toLowerCase(Locale.ROOT), 10)
                            + name(table) + " " + texts(row.path("key"))
                            + (row.path("columns").isEmpty() ? "" : " in " + texts(row.path("columns")))
                            + (row.path("repaired").asBoolean(false) ? ", repaired" : ""));
                } else {
                    more++;
                }
            }
        }
        if (more > 0) {
            lines.add("    and " + Style.number(more) + " more; --json has them");
        }
        return lines;
    }

    private static String texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asString("")));
        return "(" + String.join(", ", texts) + ")";
    }
}
