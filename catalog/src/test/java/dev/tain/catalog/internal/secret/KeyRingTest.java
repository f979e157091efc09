package dev.tain.catalog.internal.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tain.model.ErrorCode;
import dev.tain.model.Secret;
import dev.tain.model.TainException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {
    private static final Secret PASSWORD = new Secret("pässword");

    @Test
    void opensWhatItHasSealed() {
        KeyRing keys = ring(KeyRing.generate());
        Sealed sealed = keys.seal("peer", "password", PASSWORD);
        assertThat(keys.open("peer", "password", sealed)).isEqualTo(PASSWORD);
        assertThat(sealed.keyId()).isEqualTo(keys.currentId());
    }

    @Test
    void neverSealsTwiceAlike() {
        KeyRing keys = ring(KeyRing.generate());
        assertThat(keys.seal("p", "f", PASSWORD).bytes())
                .isNotEqualTo(keys.seal("p", "f", PASSWORD).bytes());
    }

    @Test
    void opensOnlyForTheSamePeerAndField() {
        KeyRing keys = ring(KeyRing.generate());
        Sealed sealed = keys.seal("peer", "password", PASSWORD);
        assertCode(ErrorCode.CATALOG_KEY_WRONG, () -> keys.open("other", "password", sealed));
        assertCode(ErrorCode.CATALOG_KEY_WRONG, () -> keys.open("peer", "other", sealed));
    }

    @Test
    void opensOnlyAtTheSamePlace() {
        KeyRing keys = ring(KeyRing.generate());
        Sealed sealed = keys.sealAt("link one", PASSWORD);
        assertThat(keys.openAt("link one", sealed)).isEqualTo(PASSWORD);
        assertCode(ErrorCode.CATALOG_KEY_WRONG, () -> keys.openAt("link two", sealed));
        assertCode(ErrorCode.CATALOG_KEY_WRONG, () -> keys.open("link one", "", sealed));
    }

    @Test
    void everyChangedBitIsNoticed() {
        KeyRing keys = ring(KeyRing.generate());
        byte[] bytes = keys.seal("p", "f", PASSWORD).bytes();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] changed = bytes.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            Sealed sealed = new Sealed(keys.currentId(), changed);
            assertCode(ErrorCode.CATALOG_KEY_WRONG, () -> keys.open("p", "f", sealed));
        }
    }

    @Test
    void oldKeysOpenAndTheFirstSeals() {
        Secret old = KeyRing.generate();
        Secret current = KeyRing.generate();
        Sealed sealed = ring(old).seal("p", "f", PASSWORD);
        KeyRing both = ring(new Secret(current.reveal() + " ,\n" + old.reveal() + "\n"));
        assertThat(both.open("p", "f", sealed)).isEqualTo(PASSWORD);
        assertThat(both.currentId()).isEqualTo(ring(current).currentId());
        assertCode(ErrorCode.CATALOG_KEY_WRONG, () -> ring(current).open("p", "f", sealed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "not base64!", "c2hvcnQ=", "T2xkIGtleSBmb3IgdGVzdHMsIDMyIGJ5dGVzIGxvbmc=,"})
    void refusesWhatIsNoKeyWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> ring(new Secret(text))).isInstanceOfSatisfying(TainException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.SETTINGS_INVALID);
            assertThat(e.getCause()).isNull();
            assertThat(e.sentence()).contains("TAIN_CATALOG_KEY").doesNotContain("c2hvcnQ", "T2xk");
        });
    }

    private static KeyRing ring(Secret keys) {
        return KeyRing.parse(keys, "TAIN_CATALOG_KEY");
    }

    private static void assertCode(ErrorCode code, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        TainException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
