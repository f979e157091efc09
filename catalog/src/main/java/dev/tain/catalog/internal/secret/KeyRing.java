package dev.tain.catalog.internal.secret;

import dev.tain.model.ErrorCode;
import dev.tain.model.Secret;
import dev.tain.model.TainException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The keys for secrets at rest: the first one seals, all of them open. AES-256-GCM; a sealed secret opens only for the
 * peer and the field that it was sealed for, so that rows cannot be swapped.
 */
public final class KeyRing {
    private final String currentId;
    private final Map<String, SecretKey> keys;

    private KeyRing(String currentId, Map<String, SecretKey> keys) {
        this.currentId = currentId;
        this.keys = keys;
    }

    /**
     * Reads keys in base64, separated by commas.
     *
     * @param from where they were found, for the error {@code SETTINGS_INVALID}
     */
    public static KeyRing parse(Secret text, String from) {
        Map<String, SecretKey> keys = new LinkedHashMap<>();
        for (String each : text.reveal().strip().split("\\s*,\\s*", -1)) {
            SecretKey key = parseOne(each, from);
            keys.put(key.id(), key);
        }
        return new KeyRing(keys.keySet().iterator().next(), keys);
    }

    private static SecretKey parseOne(String base64, String from) {
        try {
            return new SecretKey(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) { // without the cause: its message may quote the key
            throw new TainException(
                    ErrorCode.SETTINGS_INVALID,
                    "The catalog's key in " + from + " is not " + SecretKey.KEY_BYTES + " bytes in base64.",
                    "Make one with: openssl rand -base64 32. Several are separated by commas; the first one seals.");
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    /** A new random key, as text. */
    public static Secret generate() {
        return new Secret(Base64.getEncoder().encodeToString(SecretKey.randomBytes()));
    }

    /** The id of the key that seals. */
    public String currentId() {
        return currentId;
    }

    public boolean has(String keyId) {
        return keys.containsKey(keyId);
    }

    public Sealed seal(String peer, String field, Secret secret) {
        return sealAt(context(peer, field), secret);
    }

    /** @param place what the secret belongs to; it opens for that only */
    public Sealed sealAt(String place, Secret secret) {
        try {
            byte[] text = secret.reveal().getBytes(StandardCharsets.UTF_8);
            return new Sealed(currentId, key(currentId).seal(place.getBytes(StandardCharsets.UTF_8), text));
        } catch (GeneralSecurityException e) {
            throw unusable(e);
        }
    }

    /** @throws TainException {@code CATALOG_KEY_WRONG} when the key is not here, or the secret was tampered with */
    public Secret open(String peer, String field, Sealed sealed) {
        return open(
                context(peer, field),
                sealed,
                "The secret " + field + " of peer " + peer + " was changed in the catalog and cannot be read.",
                "Create the peer again with allow_update, or restore the catalog from a backup.");
    }

    /** @throws TainException {@code CATALOG_KEY_WRONG} when the key is not here, or the secret was tampered with */
    public Secret openAt(String place, Sealed sealed) {
        return open(place, sealed, "The secret of " + place + " was changed where it is kept.", "Set it again.");
    }

    private Secret open(String place, Sealed sealed, String sentence, String remedy) {
        try {
            byte[] text = key(sealed.keyId()).open(place.getBytes(StandardCharsets.UTF_8), sealed.bytes());
            return new Secret(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new TainException(ErrorCode.CATALOG_KEY_WRONG, sentence, remedy, e);
        }
    }

    private SecretKey key(String id) {
        SecretKey key = keys.get(id);
        if (key == null) {
            throw wrong("its secrets were sealed with the key " + id);
        }
        return key;
    }

    /** @param why completes "This is not the catalog's key:" */
    public static TainException wrong(String why) {
        return new TainException(
                ErrorCode.CATALOG_KEY_WRONG,
                "This is not the catalog's key: " + why + ".",
                "Give the catalog's own key in TAIN_CATALOG_KEY or in the file catalog.key of the data directory."
                        + " To change the key, give both, the new one first: NEW,OLD. Without its key a catalog's"
                        + " secrets are lost: then begin with an empty data directory or database.");
    }

    /** The zero byte cannot be in a name, so no two pairs have the same context. */
    private static String context(String peer, String field) {
        return peer + '\0' + field;
    }

    private static TainException unusable(GeneralSecurityException e) {
        return new TainException(
                ErrorCode.INTERNAL, "This Java runtime cannot use AES-256-GCM.", "Use a complete JDK 25.", e);
    }
}
