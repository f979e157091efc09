package dev.tain.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tain.model.Peer;
import dev.tain.model.PeerType;
import dev.tain.model.Secret;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeerStoreContractTest extends CatalogSuite {
    @Test
    void aPeerComesBackAsItWas() {
        assertThat(stores().peers().insert(Samples.peer("a"))).isTrue();
        reopen();
        assertThat(stores().peers().find("a")).contains(Samples.peer("a"));
        assertThat(stores().peers().find("b")).isEmpty();
    }

    @Test
    void aTakenNameStaysAsItIs() {
        stores().peers().insert(Samples.peer("a"));
        Peer other = new Peer("a", PeerType.POSTGRES, Map.of("host", "other"), Map.of());
        assertThat(stores().peers().insert(other)).isFalse();
        assertThat(stores().peers().find("a")).contains(Samples.peer("a"));
    }

    @Test
    void putReplacesAllOfAPeer() {
        stores().peers().put(Samples.peer("a"));
        Peer other = new Peer("a", PeerType.POSTGRES, Map.of("host", "other"), Map.of("password", new Secret("")));
        stores().peers().put(other);
        assertThat(stores().peers().list()).containsExactly(other);
    }

    @Test
    void theListIsInTheOrderOfNames() {
        for (String name : new String[] {"b", "a_1", "A", "a1", "ä", "Z", "it's \"odd\": ?"}) {
            stores().peers().insert(Samples.peer(name));
        }
        assertThat(stores().peers().list())
                .extracting(Peer::name)
                .containsExactly("A", "Z", "a1", "a_1", "b", "it's \"odd\": ?", "ä");
    }

    @Test
    void deletingSaysWhetherThereWasOne() {
        stores().peers().insert(Samples.peer("a"));
        assertThat(stores().peers().delete("a")).isTrue();
        assertThat(stores().peers().delete("a")).isFalse();
        assertThat(stores().peers().insert(Samples.peer("a"))).isTrue();
    }
}
