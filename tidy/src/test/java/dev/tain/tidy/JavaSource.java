package dev.tain.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A Java file as the compiler's parser sees it: names and places, no types. */
final class JavaSource {
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    private final CompilationUnitTree unit;
    private final SourcePositions positions;

    private JavaSource(CompilationUnitTree unit, SourcePositions positions) {
        this.unit = unit;
        this.positions = positions;
    }

    static JavaSource parse(SourceFile file) {
        JavacTask task = (JavacTask) COMPILER.getTask(
                null, null, new DiagnosticCollector<>(), List.of("-proc:none"), null, List.of(new Text(file)));
        try {
            CompilationUnitTree unit = task.parse().iterator().next();
            return new JavaSource(unit, Trees.instance(task).getSourcePositions());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CompilationUnitTree unit() {
        return unit;
    }

    long firstLine(Tree tree) {
        return line(positions.getStartPosition(unit, tree));
    }

    long lastLine(Tree tree) {
        return line(positions.getEndPosition(unit, tree));
    }

    private long line(long position) {
        LineMap lines = unit.getLineMap();
        return position < 0 ? 0 : lines.getLineNumber(position);
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(SourceFile file) {
            super(URI.create("string:///" + file.path()), JavaFileObject.Kind.SOURCE);
            this.text = file.text();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
