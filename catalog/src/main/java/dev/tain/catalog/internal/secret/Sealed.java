package dev.tain.catalog.internal.secret;

/**
 * A secret as stored.
 *
 * @param keyId the key that it was sealed with
 * @param bytes a nonce of 12 bytes, the encrypted text, a tag of 16 bytes
 */
public record Sealed(String keyId, byte[] bytes) {}
