package dev.tain.link;

/** Seals secrets, which are kept in a topic that others may read. */
public interface SecretSeal {
    /**
     * Seals a text.
     *
     * @param place what it belongs to; it opens for that only
     * @return printable text of one line
     */
    String seal(String place, String secret);

    /**
     * Opens what was sealed for the place.
     *
     * @throws dev.tain.model.TainException {@code CATALOG_KEY_WRONG} when the key is another one
     */
    String open(String place, String kept);
}
