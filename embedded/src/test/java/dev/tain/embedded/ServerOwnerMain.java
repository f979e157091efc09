package dev.tain.embedded;

import java.nio.file.Path;

/** A process of its own that owns a server: prints its port and process id, then waits to be told to end, or killed. */
final class ServerOwnerMain {
    private ServerOwnerMain() {}

    public static void main(String[] arguments) throws Exception {
        EmbeddedPostgresBuilder builder = EmbeddedPostgres.builder();
        if (arguments.length > 0) {
            builder.directory(Path.of(arguments[0]));
        }
        EmbeddedPostgres server = builder.open();
        long pid = PostmasterFile.of(server.dataDirectory())
                .liveServer()
                .orElseThrow()
                .pid();
        System.out.println(server.dataDirectory() + " " + pid);
        System.in.read(); // then the exit hook closes the server
    }
}
