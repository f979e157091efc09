package dev.tain.tidy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of the module table that the class path alone does not enforce. They look at main code, compiled. */
class ArchitectureTest {
    private static JavaClasses code;

    @BeforeAll
    static void readClasses() throws IOException {
        try (Stream<Path> paths = Files.find(
                SourceTree.ofThisProject().root(), 4, (path, attributes) -> path.endsWith("target/classes"))) {
            code = new ClassFileImporter().importPaths(paths.toList());
        }
    }

    @Test
    void someCodeIsLookedAt() {
        assertThat(code.contain("dev.tain.embedded.EmbeddedPostgres")).isTrue();
    }

    @Test
    void noPackageCycles() {
        check(slices().matching("dev.tain.(**)").should().beFreeOfCycles());
    }

    @Test
    void internalsStayInside() {
        check(classes().that().resideInAPackage("dev.tain..internal..").should(new StayInTheirModule()));
    }

    /** Each line: a library's packages, and the packages of ours that may know it. */
    @ParameterizedTest
    @CsvSource({
        "org.postgresql.., dev.tain.postgres|dev.tain.catalog|dev.tain.testkit|dev.tain.bench",
        "org.sqlite.., dev.tain.catalog",
        "org.jdbi.., dev.tain.catalog",
        "com.zaxxer.., dev.tain.catalog",
        "org.flywaydb.., dev.tain.catalog",
        "io.javalin.., dev.tain.server|dev.tain.app",
        "org.eclipse.jetty.., dev.tain.server|dev.tain.app",
        "tools.jackson.., dev.tain.server|dev.tain.app",
        "picocli.., dev.tain.app",
        "ch.qos.logback.., dev.tain.app",
        "org.apache.commons.compress.., dev.tain.embedded",
        "org.tukaani.., dev.tain.embedded",
        "kafka.., dev.tain.link.internal.broker|dev.tain.testkit",
        "scala.., dev.tain.link.internal.broker|dev.tain.testkit",
        "org.apache.kafka.server.., dev.tain.link.internal.broker|dev.tain.testkit",
        "org.apache.kafka.storage.., dev.tain.link.internal.broker",
        "org.apache.kafka.metadata.., dev.tain.link.internal.broker|dev.tain.testkit",
        "org.apache.kafka.raft.., dev.tain.link.internal.broker",
        "org.apache.kafka.clients.., dev.tain.link|dev.tain.app.internal.linkdemo|dev.tain.testkit|dev.tain.bench",
        "org.apache.kafka.common.., dev.tain.link|dev.tain.app.internal.linkdemo|dev.tain.testkit|dev.tain.bench",
        "org.junit.., dev.tain.testkit|dev.tain.e2e|dev.tain.bench",
    })
    void librariesStayWhereTheyBelong(String library, String allowed) {
        String[] ours = Stream.of(allowed.split("\\|")).map(each -> each + "..").toArray(String[]::new);
        check(noClasses()
                .that()
                .resideOutsideOfPackages(ours)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library));
    }

    @Test
    void theCoreOfTheEngineIsPure() {
        check(noClasses().that().resideInAPackage("dev.tain.engine.core..").should(new ReachOutside()));
    }

    @Test
    void thePlanOfLinksIsPure() {
        check(noClasses().that().resideInAPackage("dev.tain.link.plan..").should(new ReachOutside()));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(code);
    }
}
