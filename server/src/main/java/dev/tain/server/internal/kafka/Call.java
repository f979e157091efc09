package dev.tain.server.internal.kafka;

import dev.tain.server.internal.http.Address;
import dev.tain.server.internal.http.Request;
import dev.tain.server.internal.json.BadMessage;
import dev.tain.server.internal.json.MessageReader;
import dev.tain.server.internal.json.ParameterReader;
import java.util.Map;

/**
 * One request to an operation.
 *
 * @param values what its path names
 */
record Call(Request request, Map<String, String> values, Resources resources) {
    private static final String LINK = "link_name";
    private static final String CONFIG = "name";
    private static final String TOPIC = "topic_name";
    private static final String MIRROR = "mirror_topic_name";
    private static final String PARTITION = "partition_id";
    private static final String BROKER = "broker_id";
    private static final String GROUP = "consumer_group_id";
    private static final String CONSUMER = "consumer_id";
    private static final String OPERATION = "operation_id";

    String link() {
        return value(LINK);
    }

    String config() {
        return value(CONFIG);
    }

    String mirror() {
        return value(MIRROR);
    }

    String topic() {
        return value(TOPIC);
    }

    String group() {
        return value(GROUP);
    }

    String operation() {
        return value(OPERATION);
    }

    String consumer() {
        return value(CONSUMER);
    }

    int partition() {
        return number(PARTITION);
    }

    int broker() {
        return number(BROKER);
    }

    /** What is no number is nowhere. */
    private int number(String name) {
        try {
            return Integer.parseInt(value(name));
        } catch (NumberFormatException e) {
            throw Faults.nowhere(e);
        }
    }

    private String value(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("the path of this operation has no " + name);
        }
        return value;
    }

    <Q extends Record> Q query(Class<Q> type) {
        return ParameterReader.read(Address.parameters(request.query()), type);
    }

    <B extends Record> B body(Class<B> type) {
        byte[] bytes = request.body().bytes();
        if (bytes.length > 0) {
            MediaTypes.requireReadable(request);
        }
        try {
            return MessageReader.read(bytes, type);
        } catch (BadMessage e) {
            throw Faults.malformed(e, type);
        }
    }
}
