package dev.tain.app.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that somebody probably meant. */
final class Nearest {
    /** More mistakes than one in three letters make another word. */
    private static final int LETTERS_PER_MISTAKE = 3;

    private Nearest() {}

    static Optional<String> to(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(each -> distance(word, each)))
                .filter(each -> distance(word, each) <= Math.max(2, word.length() / LETTERS_PER_MISTAKE));
    }

    /** A remedy that ends a sentence about an unknown word. */
    static String question(String word, Collection<String> known) {
        return to(word, known)
                .map(each -> "Did you mean " + each + "?")
                .orElse("Known are: " + String.join(", ", known) + ".");
    }

    /** The number of letters to insert, remove or replace. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int i = 0; i <= other.length(); i++) {
            row[i] = i;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
