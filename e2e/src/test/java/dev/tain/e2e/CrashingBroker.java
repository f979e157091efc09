package dev.tain.e2e;

import dev.tain.link.internal.broker.BrokerHost;
import dev.tain.link.internal.broker.PartitionLog;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A broker whose every call, every call of its logs, and every record that links store may be the process's last. The
 * latter are called {@code Store.cut}, {@code Store.mirror} and so on, by what they are about; after them is when the
 * brokers have confirmed one.
 */
final class CrashingBroker {
    private static final CrashPoint.Armed ARMED = new CrashPoint.Armed();

    private CrashingBroker() {}

    static CrashPoint.Armed armed() {
        return ARMED;
    }

    static BrokerHost of(BrokerHost real) {
        return wrap(BrokerHost.class, real);
    }

    private static <T> T wrap(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> call(real, method, arguments)));
    }

    private static @Nullable Object call(Object real, Method method, Object @Nullable [] arguments) throws Throwable {
        String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        ARMED.passing(name, false);
        Object result;
        try {
            result = method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
        ARMED.passing(name, true);
        return switch (result) {
            case PartitionLog log -> wrap(PartitionLog.class, log);
            case Map<?, ?> clients when method.getName().equals("ownCluster") -> listened(clients);
            case null, default -> result;
        };
    }

    private static Map<Object, Object> listened(Map<?, ?> clients) {
        Map<Object, Object> more = new HashMap<>(clients);
        more.put("interceptor.classes", StoredRecords.class.getName());
        return more;
    }

    /** Sees what producers of links write; consumers get one too, which sees nothing. */
    public static final class StoredRecords
            implements ProducerInterceptor<String, String>, ConsumerInterceptor<String, String> {
        private static final String KIND = "kind";

        @Override
        public ProducerRecord<String, String> onSend(ProducerRecord<String, String> record) {
            String kind = "Store." + record.key().substring(0, record.key().indexOf('/'));
            ARMED.passing(kind, false);
            record.headers().add(KIND, kind.getBytes(StandardCharsets.UTF_8));
            return record;
        }

        @Override
        public void onAcknowledgement(RecordMetadata metadata, @Nullable Exception failure, Headers headers) {
            if (failure == null) {
                ARMED.passing(new String(headers.lastHeader(KIND).value(), StandardCharsets.UTF_8), true);
            }
        }

        @Override
        public ConsumerRecords<String, String> onConsume(ConsumerRecords<String, String> records) {
            return records;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

        @Override
        public void configure(Map<String, ?> configs) {}

        @Override
        public void close() {}
    }
}
