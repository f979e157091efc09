package dev.tain.embedded;

import java.io.IOException;
import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns its JVM into a ClickHouse server on the loopback address. Arguments: the library, the data directory, the file
 * that gets the ports, the HTTP port, the native port (0 takes any), then options of {@code clickhouse-local}.
 *
 * <p>It ends when it is killed, or when its standard input ends, so that it does not outlive who started it.
 */
@SuppressWarnings("restricted") // calling a native library is what this is for
final class ClickHouseMain {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final int OPTIONS_FROM = 5;

    private final SymbolLookup library;
    /** The system's own: Java's exit would run the library's destructors while its threads live, which aborts. */
    private final MethodHandle exit = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("_exit"), FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));

    private ClickHouseMain(Path library) {
        this.library = SymbolLookup.libraryLookup(library, Arena.global());
    }

    public static void main(String[] arguments) throws Throwable {
        ClickHouseMain server = new ClickHouseMain(Path.of(arguments[0]));
        server.watchParent();
        server.serve(commandLine(arguments));
    }

    private static List<String> commandLine(String[] arguments) {
        List<String> line = new ArrayList<>(List.of("clickhouse-local", "--path", arguments[1]));
        line.addAll(List.of(
                "--listen_host", "127.0.0.1", "--http_port", arguments[3], "--tcp_port", arguments[OPTIONS_FROM - 1]));
        line.addAll(Arrays.asList(arguments).subList(OPTIONS_FROM, arguments.length));
        String ports = arguments[2].replace("\\", "\\\\").replace("'", "\\'");
        line.addAll(List.of(
                "--query",
                "SYSTEM START LISTEN HTTP; SYSTEM START LISTEN TCP; SELECT getServerPort('http_port'),"
                        + " getServerPort('tcp_port') INTO OUTFILE '" + ports + "' FORMAT TSV;"
                        + " SELECT sleepEachRow(0.2) FROM system.numbers"
                        + " SETTINGS max_block_size = 1, max_execution_time = 0 FORMAT Null"));
        return line;
    }

    private void serve(List<String> line) throws Throwable {
        // the JVM keeps its own handlers, which it needs
        LINKER.downcallHandle(
                        library.findOrThrow("chdb_set_signal_handlers_enabled"),
                        FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT))
                .invokeExact(0);
        MethodHandle run = LINKER.downcallHandle(
                library.findOrThrow("chdb_query_cmdline"),
                FunctionDescriptor.of(POINTER, ValueLayout.JAVA_INT, POINTER));
        MethodHandle fault = LINKER.downcallHandle(
                library.findOrThrow("chdb_result_error"), FunctionDescriptor.of(POINTER, POINTER));
        MemorySegment words = Arena.global().allocate(POINTER, line.size() + 1L);
        for (int i = 0; i < line.size(); i++) {
            words.setAtIndex(POINTER, i, Arena.global().allocateFrom(line.get(i)));
        }
        MemorySegment result = (MemorySegment) run.invokeExact(line.size(), words);
        MemorySegment text = (MemorySegment) fault.invokeExact(result);
        if (text.address() != 0) {
            System.err.println(text.reinterpret(Long.MAX_VALUE).getString(0));
        }
        exit.invokeExact(text.address() == 0 ? 0 : 1);
    }

    private void watchParent() {
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
            try {
                while (System.in.read() >= 0) {
                    // nothing is ever said; only the end counts
                }
            } catch (IOException e) {
                System.err.println("The parent's pipe broke: " + e);
            }
            try {
                exit.invokeExact(0);
            } catch (Throwable e) {
                Runtime.getRuntime().halt(1);
            }
        });
    }
}
