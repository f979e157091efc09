package dev.tain.app;

import dev.tain.catalog.SealedTexts;
import dev.tain.link.SecretSeal;

/** Seals the secrets of links with the catalog's keys. */
record CatalogSeal(SealedTexts texts) implements SecretSeal {

    @Override
    public String seal(String place, String secret) {
        return texts.seal(place, secret);
    }

    @Override
    public String open(String place, String kept) {
        return texts.open(place, kept);
    }
}
