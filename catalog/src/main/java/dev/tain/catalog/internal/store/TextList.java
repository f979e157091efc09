package dev.tain.catalog.internal.store;

import java.util.ArrayList;
import java.util.List;

/** A list of any texts as one text that any database stores: each with its length before it, {@code 5:hello}. */
final class TextList {
    private TextList() {}

    static String encode(List<String> texts) {
        StringBuilder all = new StringBuilder();
        for (String text : texts) {
            String storable = Texts.storable(text);
            all.append(storable.length()).append(':').append(storable);
        }
        return all.toString();
    }

    static List<String> decode(String all) {
        List<String> texts = new ArrayList<>();
        int at = 0;
        while (at < all.length()) {
            int colon = all.indexOf(':', at);
            int end = colon + 1 + Integer.parseInt(all, at, colon, 10);
            texts.add(all.substring(colon + 1, end));
            at = end;
        }
        return texts;
    }
}
