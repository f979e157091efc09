package dev.tain.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;

/** Limits on files, lines, methods and parameters. */
final class SizeRules {
    private static final int FILE_LINES = 400;
    private static final int LINE_LENGTH = 120;
    private static final int METHOD_LINES = 50;
    private static final int PARAMETERS = 5;

    private SizeRules() {}

    static List<Violation> check(SourceFile file) {
        List<Violation> violations = new ArrayList<>();
        List<String> lines = file.lines();
        if (lines.size() > FILE_LINES) {
            violations.add(file.violation("file-length", 1, lines.size() + " lines, at most " + FILE_LINES));
        }
        for (int i = 0; i < lines.size(); i++) {
            int length = lines.get(i).codePointCount(0, lines.get(i).length());
            if (length > LINE_LENGTH) {
                violations.add(file.violation("line-length", i + 1, length + " columns, at most " + LINE_LENGTH));
            }
        }
        return violations;
    }

    static List<Violation> check(SourceFile file, JavaSource source) {
        List<Violation> violations = new ArrayList<>();
        new TreePathScanner<Void, Void>() {
            @Override
            public Void visitMethod(MethodTree method, Void unused) {
                long first = source.firstLine(method);
                long lines = source.lastLine(method) - first + 1;
                if (lines > METHOD_LINES) {
                    violations.add(file.violation(
                            "method-length",
                            first,
                            method.getName() + " has " + lines + " lines, at most " + METHOD_LINES));
                }
                int parameters = method.getParameters().size();
                boolean ours = !isRecordConstructor(method) && !overrides(method);
                if (ours && parameters > PARAMETERS) {
                    violations.add(file.violation(
                            "parameters", first, method.getName() + " has " + parameters + ", at most " + PARAMETERS));
                }
                return super.visitMethod(method, unused);
            }

            private boolean isRecordConstructor(MethodTree method) {
                return method.getReturnType() == null
                        && getCurrentPath().getParentPath().getLeaf() instanceof ClassTree owner
                        && owner.getKind() == Tree.Kind.RECORD;
            }

            private boolean overrides(MethodTree method) {
                return method.getModifiers().getAnnotations().stream()
                        .anyMatch(annotation ->
                                annotation.getAnnotationType().toString().equals("Override"));
            }
        }.scan(source.unit(), null);
        return violations;
    }
}
