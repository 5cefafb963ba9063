package dev.vaultgate.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What tests and examples are held to, in every module that has been built. */
class TestRulesTest {

  @Test
  void testsAndExamplesDoNotSleep() throws IOException {
    JavaClasses compiled = new ClassFileImporter().importPaths(testsAndExamples());

    assertThat(compiled).isNotEmpty();
    noClasses()
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", long.class, int.class)
        .orShould()
        .callMethod(java.util.concurrent.TimeUnit.class, "sleep", long.class)
        .because("a test advances a clock or awaits a latch; an example is copied")
        .check(compiled);
  }

  private static List<Path> testsAndExamples() throws IOException {
    Path root = Path.of("").toAbsolutePath().getParent();
    Stream<Path> examples = Stream.of(root.resolve("examples/target/classes"));
    try (Stream<Path> modules = Files.list(root)) {
      Stream<Path> tests = modules.map(module -> module.resolve("target/test-classes"));
      return Stream.concat(tests, examples).filter(Files::isDirectory).toList();
    }
  }
}
