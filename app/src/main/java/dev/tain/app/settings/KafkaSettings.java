package dev.tain.app.settings;

import dev.tain.link.KafkaPlace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The Kafka cluster that links copy into.
 *
 * @param place empty when this process has nothing to do with Kafka
 */
public record KafkaSettings(Optional<KafkaPlace> place) {
    private static final String EMBEDDED = "embedded";
    private static final String DIRECTORY = "kafka";

    private static final Setting<String> KAFKA = Setting.open(
            "kafka",
            "embedded|FILE",
            "the Kafka cluster of links: one of this process's own, or the one that these broker properties join",
            "",
            String::strip);
    private static final Setting<HostPort> LISTEN = Setting.open(
            "kafka.listen",
            "HOST:PORT",
            "where the embedded Kafka listens, on loopback; port 0 takes a free one",
            "127.0.0.1:9092",
            HostPort::parse);

    static final List<Setting<?>> ALL = List.of(KAFKA, LISTEN);

    /** @param data where an embedded cluster keeps its logs */
    static KafkaSettings read(SettingsReader reader, DataSettings data) {
        String given = reader.value(KAFKA);
        HostPort listen = reader.value(LISTEN);
        if (given.equals(EMBEDDED)) {
            listen.requireLoopback(
                    LISTEN,
                    reader,
                    "as the embedded Kafka asks nobody who they are: whoever reaches it could read and write all.",
                    "Listen on 127.0.0.1, or give broker properties with listeners that authenticate: --kafka FILE.");
            return new KafkaSettings(Optional.of(
                    new KafkaPlace.Embedded(data.directory().resolve(DIRECTORY), listen.host(), listen.port())));
        }
        if (!reader.given(LISTEN).origin().equals(Given.STANDARD)) {
            reader.fault(
                    LISTEN,
                    "only the embedded Kafka listens there.",
                    "Set kafka to embedded, or the listeners in the broker properties.");
        }
        return new KafkaSettings(given.isEmpty() ? Optional.empty() : Optional.of(joined(reader, Path.of(given))));
    }

    private static KafkaPlace joined(SettingsReader reader, Path file) {
        if (!Files.isRegularFile(file)) {
            reader.fault(
                    KAFKA,
                    "there is no file " + file + ".",
                    "Give embedded, or a file of Kafka's broker properties with which this process joins a cluster.");
        }
        return new KafkaPlace.Joined(file.toAbsolutePath());
    }
}
