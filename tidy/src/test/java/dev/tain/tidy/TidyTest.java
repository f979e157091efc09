package dev.tain.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TidyTest {
    private static final SourceTree TREE = SourceTree.ofThisProject();

    @Test
    void theProjectIsTidy() throws IOException {
        List<Violation> violations = new ArrayList<>();
        for (SourceFile file : TREE.files(".java", ".sh", ".sql", ".js", ".mjs", ".css", "/dev", "/tain")) {
            violations.addAll(SizeRules.check(file));
            violations.addAll(HabitRules.check(file));
            if (file.isJava()) {
                JavaSource source = JavaSource.parse(file);
                violations.addAll(SizeRules.check(file, source));
                violations.addAll(WordRules.check(file, source));
            }
        }
        for (SourceFile document : TREE.files(".md")) {
            violations.addAll(WordRules.checkDocument(document));
        }
        Baseline baseline = Baseline.parse(Files.readAllLines(TREE.root().resolve("tidy/baseline.txt")));
        assertThat(baseline.complaints(violations))
                .as("mend these; SizeRules, Words and HabitRules say what holds")
                .isEmpty();
    }
}
