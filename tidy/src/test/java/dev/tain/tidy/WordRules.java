package dev.tain.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One meaning, one word. Looked at are the names that our code declares, its comments, and documents; not what it
 * calls, because libraries choose their own words, nor string literals, which hold other systems' words.
 */
final class WordRules {
    private static final String RULE = "word";
    /** Where the spellings of other products' APIs live, and where the words themselves are listed. */
    private static final Set<String> EXEMPT_MODULES = Set.of("server", "tidy");

    private static final Pattern COMMENT_OR_LITERAL =
            Pattern.compile("(?<literal>\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\\n])*')"
                    + "|(?<comment>//[^\n]*|/\\*(?s:.*?)\\*/)");
    private static final Pattern CODE_IN_COMMENT = Pattern.compile("\\{@\\w+ [^}]*}");
    private static final Pattern CODE_IN_DOCUMENT = Pattern.compile("(?s)```.*?```|`[^`\n]*`|\\]\\([^)]*\\)");

    private WordRules() {}

    static List<Violation> checkDocument(SourceFile file) {
        String prose = CODE_IN_DOCUMENT.matcher(file.text()).replaceAll(WordRules::blank);
        return inText(file, 1, prose);
    }

    static List<Violation> check(SourceFile file, JavaSource source) {
        if (EXEMPT_MODULES.contains(file.module())) {
            return List.of();
        }
        List<Violation> violations = new ArrayList<>(inComments(file));
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitClass(ClassTree type, Void unused) {
                name(type.getSimpleName().toString(), source.firstLine(type));
                return super.visitClass(type, unused);
            }

            @Override
            public Void visitMethod(MethodTree method, Void unused) {
                name(method.getName().toString(), source.firstLine(method));
                return super.visitMethod(method, unused);
            }

            @Override
            public Void visitVariable(VariableTree variable, Void unused) {
                name(variable.getName().toString(), source.firstLine(variable));
                return super.visitVariable(variable, unused);
            }

            private void name(String name, long line) {
                Words.inName(name).forEach(each -> violations.add(file.violation(RULE, line, name + ", " + each)));
            }
        }.scan(source.unit(), null);
        return violations;
    }

    private static List<Violation> inComments(SourceFile file) {
        List<Violation> violations = new ArrayList<>();
        Matcher matcher = COMMENT_OR_LITERAL.matcher(file.text());
        while (matcher.find()) {
            String comment = matcher.group("comment");
            if (comment != null) {
                long line = file.text().substring(0, matcher.start()).lines().count();
                String prose = CODE_IN_COMMENT.matcher(comment).replaceAll(WordRules::blank);
                violations.addAll(inText(file, Math.max(1, line), prose));
            }
        }
        return violations;
    }

    private static List<Violation> inText(SourceFile file, long firstLine, String text) {
        List<Violation> violations = new ArrayList<>();
        long line = firstLine;
        for (String each : text.split("\n", -1)) {
            for (String complaint : Words.inText(each)) {
                violations.add(file.violation(RULE, line, complaint));
            }
            line++;
        }
        return violations;
    }

    /** The same lines, without their content. */
    private static String blank(MatchResult match) {
        return "\n".repeat((int) match.group().chars().filter(c -> c == '\n').count());
    }
}
