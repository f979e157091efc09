package dev.tain.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tain.testkit.Await;
import dev.tain.testkit.PostgresDatabase;
import dev.tain.testkit.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs docs/quickstart.md: its shell blocks in one shell, its SQL at the source, or at the destination when an answer
 * follows. Answers must be those on the page. Only port numbers differ.
 */
class QuickstartDocTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|sql|json|text)\\n(.*?)^```$");

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    @TempDir
    Path directory;

    private record Block(String language, String text) {}

    @Test
    void thePageIsTrue() throws IOException, InterruptedException {
        assumeTrue(DocShell.has("curl"), "the page needs curl");
        String page = Files.readString(StartedProgram.ROOT.resolve("docs/quickstart.md"));
        try (PostgresServer source = PostgresServer.open();
                PostgresServer destination = PostgresServer.open()) {
            source.administration().execute("create database shop");
            destination.administration().execute("create database replica");
            int port = freePort();
            String here = page.replace("3000", Integer.toString(port))
                    .replace("\"port\": 5432", "\"port\": " + source.port())
                    .replace("\"port\": 5433", "\"port\": " + destination.port());
            try (DocShell shell = DocShell.open(directory, port)) {
                runAll(
                        blocks(here),
                        shell,
                        new PostgresDatabase(source, "shop"),
                        new PostgresDatabase(destination, "replica"));
            }
        }
    }

    private static void runAll(
            List<Block> blocks, DocShell shell, PostgresDatabase source, PostgresDatabase destination)
            throws IOException {
        String answer = "";
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            boolean asks = i + 1 < blocks.size() && blocks.get(i + 1).language.equals("text");
            switch (block.language) {
                case "sh" -> answer = shell.run(block.text);
                case "json" -> assertThat(json(answer)).isEqualTo(json(block.text));
                case "text" -> {} // compared with the question above it
                default -> {
                    if (asks) {
                        Await.untilEqual(
                                block.text,
                                blocks.get(i + 1).text.lines().toList(),
                                () -> destination.rows(block.text));
                    } else {
                        source.execute(block.text);
                    }
                }
            }
        }
    }

    private static List<Block> blocks(String page) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(page);
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        return blocks;
    }

    /** Some answers hold an identifier that differs from run to run. */
    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(UUID.matcher(text).replaceAll("(uuid)"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
