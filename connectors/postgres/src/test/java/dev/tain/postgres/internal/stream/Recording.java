package dev.tain.postgres.internal.stream;

import dev.tain.model.Column;
import dev.tain.model.Encoding;
import dev.tain.model.TableName;
import dev.tain.model.TableSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A stream as a server sent it, with the statements that made it and the rows that come of it.
 *
 * <p>Lines of the file, by their first word: `setup` a statement before the stream begins; `sql` a statement
 * during it, each in a transaction of its own; `relation` what the catalog said about a relation, a line for
 * itself and one `column` line for each column, one relation for each message about one; `message`
 * a message in hexadecimal digits; `row` what is decoded, batch number and table first.
 */
record Recording(
        Path file,
        List<String> setup,
        List<String> sql,
        List<TableSchema> relations,
        List<byte[]> messages,
        List<String> rows) {
    static final Path DIRECTORY = Path.of("src", "test", "resources", "pgoutput");
    private static final HexFormat HEX = HexFormat.of();

    static List<Recording> all() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.sorted().map(Recording::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Recording read(Path file) {
        Map<String, List<String>> lines = new HashMap<>();
        List<TableSchema> relations = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split(" ", 2);
                if (parts[0].equals("relation")) {
                    relations.add(new TableSchema(TableName.parse(parts[1]), List.of()));
                } else if (parts[0].equals("column")) {
                    relations.add(withColumn(relations.removeLast(), parts[1]));
                } else if (parts.length == 2) {
                    lines.computeIfAbsent(parts[0], word -> new ArrayList<>()).add(parts[1]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Recording(
                file,
                lines.getOrDefault("setup", List.of()),
                lines.getOrDefault("sql", List.of()),
                relations,
                lines.getOrDefault("message", List.of()).stream()
                        .map(HEX::parseHex)
                        .toList(),
                lines.getOrDefault("row", List.of()));
    }

    void write() {
        List<String> lines = new ArrayList<>();
        setup.forEach(line -> lines.add("setup " + line));
        sql.forEach(line -> lines.add("sql " + line));
        lines.addAll(relationLines());
        messages.forEach(message -> lines.add("message " + HEX.formatHex(message)));
        rows.forEach(line -> lines.add("row " + line));
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a recording keeps of the relations. */
    List<String> relationLines() {
        List<String> lines = new ArrayList<>();
        for (TableSchema relation : relations) {
            lines.add("relation " + relation.name());
            relation.columns().forEach(column -> lines.add("column " + text(column)));
        }
        return lines;
    }

    private static TableSchema withColumn(TableSchema relation, String text) {
        List<Column> columns = new ArrayList<>(relation.columns());
        String[] parts = text.split(";", 6);
        columns.add(new Column(
                parts[0],
                parts[1],
                Boolean.parseBoolean(parts[2]),
                Integer.parseInt(parts[3]),
                Encoding.valueOf(parts[4]),
                parts[5].isEmpty() ? null : parts[5]));
        return new TableSchema(relation.name(), columns);
    }

    private static String text(Column column) {
        return String.join(
                ";",
                column.name(),
                column.type(),
                Boolean.toString(column.nullable()),
                Integer.toString(column.keyOrdinal()),
                column.encoding().name(),
                column.generatedAs() == null ? "" : column.generatedAs());
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
