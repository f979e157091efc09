package dev.tain.e2e;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a statement to ClickHouse does, in two words: a verb and a table, or what bookkeeping is about. */
final class StatementName {
    private static final Pattern TABLE = Pattern.compile("(INTO|FROM|TABLE|EXISTS) (`[^`]+`\\.)?`([^`]+)`");
    private static final Pattern KIND = Pattern.compile("'(made|writer|begin|position|writing|copy)',");

    private StatementName() {}

    /** Such as {@code insert accounts}, {@code create _tain_chunks}, {@code store position}, {@code other}. */
    static String of(String statement) {
        String verb = verb(statement);
        Matcher table = TABLE.matcher(statement);
        if (verb.isEmpty() || !table.find()) {
            return "other";
        }
        Matcher kind = KIND.matcher(statement);
        boolean fact = verb.equals("insert") && table.group(3).equals("_tain_mirrors") && kind.find();
        return fact ? "store " + kind.group(1) : verb + " " + table.group(3);
    }

    private static String verb(String statement) {
        int end = statement.indexOf(' ');
        return switch (end < 0 ? "" : statement.substring(0, end)) {
            case "INSERT" -> "insert";
            case "SELECT" -> "read";
            case "DELETE" -> "delete";
            case "CREATE" -> "create";
            case "ALTER" -> "alter";
            case "TRUNCATE" -> "truncate";
            case "KILL" -> "kill";
            default -> "";
        };
    }

    /** A parameter of a request's address; empty when it has none. */
    static String parameter(URI address, String name) {
        String query = address.getRawQuery() == null ? "" : address.getRawQuery();
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return "";
    }
}
