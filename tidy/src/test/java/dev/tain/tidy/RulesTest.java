package dev.tain.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each checker sees what it is there for. */
class RulesTest {
    @Test
    void seesLongFilesAndLines() {
        assertThat(rules("// x\n".repeat(401))).containsExactly("file-length");
        assertThat(rules("// " + "x".repeat(118))).containsExactly("line-length");
        assertThat(rules("// " + "x".repeat(117))).isEmpty();
    }

    @Test
    void seesLongMethods() {
        assertThat(rules("class A { void a() {\n" + "a();\n".repeat(49) + "} }"))
                .containsExactly("method-length");
        assertThat(rules("class A { void a() {\n" + "a();\n".repeat(48) + "} }"))
                .isEmpty();
    }

    @Test
    void seesManyParametersExceptOfRecordsAndOverrides() {
        String six = "(int a, int b, int c, int d, int e, int f)";
        assertThat(rules("class A { A" + six + " {} }")).containsExactly("parameters");
        assertThat(rules("class A { @Override void a" + six + " {} }")).isEmpty();
        assertThat(rules("record A" + six + " { A { assert a > 0; } }")).isEmpty();
    }

    @Test
    void seesWordsInNamesAndCommentsOnly() {
        assertThat(rules("class SinkTable {}")).containsExactly("word");
        assertThat(rules("class A { int splits; }")).containsExactly("word");
        assertThat(rules("class A { int jobs; }")).containsExactly("word");
        assertThat(rules("class A { void toTarget() {} }")).containsExactly("word");
        assertThat(rules("// the old pipeline\nclass A {}")).containsExactly("word");
        assertThat(rules("/** See {@link Split}. */ class A { String s = \"// job\".split(\"\"); }"))
                .isEmpty();
        assertThat(rules("class Destination { int overflow; /* in splitting */ }"))
                .isEmpty();
    }

    @Test
    void seesWordsInDocumentsOutsideOfCode() {
        SourceFile document = new SourceFile("docs/a.md", "A sink.\n\n```\njob\n```\nSee `flow` and [x](split.md).\n");
        assertThat(WordRules.checkDocument(document))
                .hasToString("[docs/a.md:1: [word] 'sink': the word here is destination]");
    }

    @Test
    void letsTheServerSpellOtherApis() {
        SourceFile file = new SourceFile("server/src/main/java/dev/tain/server/A.java", "class FlowJob {}");
        assertThat(WordRules.check(file, JavaSource.parse(file))).isEmpty();
    }

    @Test
    void seesBadHabits() {
        assertThat(rules("// TODO later")).containsExactly("note");
        assertThat(rules("// TODO(#12) later")).isEmpty();
        assertThat(rules("class A { @Disabled void a() {} }")).containsExactly("disabled");
        assertThat(rules("class A { void a() { Thread.sleep(1); } }")).containsExactly("sleep");
    }

    @Test
    void lowersTheBaselineAndNeverRaisesIt() {
        Baseline baseline = Baseline.parse(List.of("# known", "", "word a/b.java 2"));
        Violation violation = new Violation("word", "a/b.java", 3, "x");
        assertThat(baseline.complaints(List.of(violation, violation))).isEmpty();
        assertThat(baseline.complaints(List.of(violation)))
                .containsExactly("tidy/baseline.txt: 'word a/b.java' is down to 1, lower it from 2");
        assertThat(baseline.complaints(List.of(violation, violation, violation)))
                .hasSize(3);
    }

    private static List<String> rules(String text) {
        SourceFile file = new SourceFile("engine/src/test/java/dev/tain/engine/A.java", text);
        JavaSource source = JavaSource.parse(file);
        List<Violation> violations = new ArrayList<>(SizeRules.check(file));
        Stream.of(HabitRules.check(file), SizeRules.check(file, source), WordRules.check(file, source))
                .forEach(violations::addAll);
        return violations.stream().map(Violation::rule).toList();
    }
}
