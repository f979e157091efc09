package dev.tain.catalog;

import dev.tain.catalog.internal.secret.KeyRing;
import dev.tain.catalog.internal.secret.Sealed;
import dev.tain.model.ErrorCode;
import dev.tain.model.Secret;
import dev.tain.model.TainException;
import java.util.Base64;

/** Seals secrets that are kept where others may read them, with the catalog's keys. Safe for many threads. */
public final class SealedTexts {
    private static final String PARTS = ":";

    private final KeyRing keys;

    SealedTexts(KeyRing keys) {
        this.keys = keys;
    }

    /**
     * Seals a text.
     *
     * @param place what it belongs to; it opens for that only
     * @return the key's id and the sealed text in base64, in one line
     */
    public String seal(String place, String secret) {
        Sealed sealed = keys.sealAt(place, new Secret(secret));
        return sealed.keyId() + PARTS + Base64.getEncoder().encodeToString(sealed.bytes());
    }

    /**
     * Opens what was sealed for the place.
     *
     * @throws TainException {@code CATALOG_KEY_WRONG} when the key is not here, or the text was changed
     */
    public String open(String place, String kept) {
        int colon = kept.indexOf(PARTS);
        try {
            byte[] bytes = Base64.getDecoder().decode(kept.substring(colon + 1));
            return keys.openAt(place, new Sealed(kept.substring(0, Math.max(0, colon)), bytes))
                    .reveal();
        } catch (IllegalArgumentException e) {
            throw new TainException(
                    ErrorCode.CATALOG_KEY_WRONG,
                    "What is kept as the secret of " + place + " is not one.",
                    "Set it again.",
                    e);
        }
    }
}
