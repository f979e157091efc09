package dev.tain.bench;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A process that reads a slot with the Debezium engine and throws the changes away, until it has the last one.
 * Arguments: port, user, database, slot, publication. It begins when its standard input has a line, and ends by itself.
 */
final class DebeziumMain {
    private DebeziumMain() {}

    public static void main(String[] arguments) throws Exception {
        Properties properties = properties(arguments);
        if (System.in.read() < 0) {
            return; // nobody wants it any more
        }
        DebeziumEngine<RecordChangeEvent<SourceRecord>> engine = DebeziumEngine.create(
                        ChangeEventFormat.of(Connect.class))
                .using(properties)
                .notifying(DebeziumMain::take)
                .using((done, message, error) -> {
                    System.err.println("The engine ended: " + message + (error == null ? "" : " " + error));
                    Runtime.getRuntime().halt(1);
                })
                .build();
        engine.run();
    }

    /** With larger queues than its defaults, which makes it faster. */
    private static Properties properties(String[] arguments) {
        Properties properties = new Properties();
        properties.setProperty("name", "bench");
        properties.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        properties.setProperty("offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore");
        properties.setProperty("topic.prefix", "bench");
        properties.setProperty("database.hostname", "127.0.0.1");
        properties.setProperty("database.port", arguments[0]);
        properties.setProperty("database.user", arguments[1]);
        properties.setProperty("database.password", "");
        properties.setProperty("database.dbname", arguments[2]);
        properties.setProperty("plugin.name", "pgoutput");
        properties.setProperty("slot.name", arguments[3]);
        properties.setProperty("publication.name", arguments[4]);
        properties.setProperty("publication.autocreate.mode", "disabled");
        properties.setProperty("table.include.list", "public.orders");
        properties.setProperty("snapshot.mode", "no_data");
        properties.setProperty("max.batch.size", "16384");
        properties.setProperty("max.queue.size", "65536");
        properties.setProperty("poll.interval.ms", "10");
        return properties;
    }

    private static void take(
            List<RecordChangeEvent<SourceRecord>> records,
            DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        for (RecordChangeEvent<SourceRecord> each : records) {
            committer.markProcessed(each);
            if (each.record().key() instanceof Struct key && key.getInt64("id") == OrdersTable.LAST_KEY) {
                Runtime.getRuntime().halt(0);
            }
        }
        committer.markBatchFinished();
    }
}
