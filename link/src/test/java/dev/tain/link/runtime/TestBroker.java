package dev.tain.link.runtime;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tain.link.KafkaPlace;
import dev.tain.link.MirrorChoice;
import dev.tain.link.SecretSeal;
import dev.tain.link.plan.MirrorState.Verb;
import dev.tain.model.ErrorCode;
import dev.tain.model.TainException;
import dev.tain.testkit.Await;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Opens link brokers for tests. They keep secrets as they are. */
final class TestBroker {
    private static final SecretSeal PLAIN = new SecretSeal() {
        @Override
        public String seal(String place, String secret) {
            return secret;
        }

        @Override
        public String open(String place, String kept) {
            return kept;
        }
    };

    private TestBroker() {}

    /** One that need not decide about links yet. */
    static LinkBroker open(KafkaPlace place) {
        return LinkBroker.open(place, PLAIN, Clock.systemUTC());
    }

    /** Waits until it decides about links. */
    static LinkBroker deciding(KafkaPlace place) {
        LinkBroker opened = open(place);
        awaitDeciding(opened, Duration.ofSeconds(30));
        return opened;
    }

    static void awaitDeciding(LinkBroker opened, Duration limit) {
        MirrorChoice nothing = new MirrorChoice(List.of(), Optional.empty());
        Await.atMost(limit)
                .thatHolds(
                        "this broker decides",
                        () -> catchThrowableOfType(
                                                TainException.class,
                                                () -> opened.service().alterMirrors("none", Verb.PAUSE, nothing, true))
                                        .code()
                                == ErrorCode.LINK_UNKNOWN);
    }
}
