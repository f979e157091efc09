package dev.tain.link.internal.control;

import dev.tain.link.plan.LinkRecord;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The client with which a link asks its source for what is not records. It is made when it is first needed: Kafka makes
 * none while the source's name cannot be resolved or its certificates cannot be read, and a link has to run then too,
 * to tell so and to go on by itself. Safe for many threads.
 */
final class SourceAdmin implements AutoCloseable {
    private final LinkRecord link;
    private @Nullable Admin made;
    private boolean closed;

    SourceAdmin(LinkRecord link) {
        this.link = link;
    }

    /** @throws KafkaException when there can be none now */
    synchronized Admin open() {
        if (closed) {
            throw new KafkaException("link " + link.name() + " does not run any more");
        }
        Admin open = made == null ? Sources.admin(link) : made;
        made = open;
        return open;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (made != null) {
            made.close(Duration.ZERO);
        }
    }
}
