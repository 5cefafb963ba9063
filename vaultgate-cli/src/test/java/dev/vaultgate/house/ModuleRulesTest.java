package dev.vaultgate.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * Which room may know which. Maven's module list already forbids most of it; these rules also hold
 * for libraries, which arrive on a class path without being asked for, and for packages inside a
 * module. They live in the last module because only from there all rooms are seen.
 */
@AnalyzeClasses(packages = "dev.vaultgate", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleRulesTest {

  private static final String API = "dev.vaultgate.api..";
  private static final String CLIENT = "dev.vaultgate.client..";
  private static final String ROUTER = "dev.vaultgate.router..";
  private static final String SERVER = "dev.vaultgate.server..";
  private static final String CLI = "dev.vaultgate.cli..";

  @ArchTest
  static final ArchRule apiNeedsOnlyTheJdkAndJackson =
      noClasses()
          .that()
          .resideInAPackage(API)
          .should()
          .dependOnClassesThat(
              not(
                  resideInAnyPackage(
                      API, "java..", "com.fasterxml.jackson..", "org.jspecify.annotations")));

  @ArchTest
  static final ArchRule clientLooksOnlyDown =
      noClasses()
          .that()
          .resideInAPackage(CLIENT)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(ROUTER, SERVER, CLI, "org.jdbi..", "io.javalin..", "picocli.."));

  @ArchTest
  static final ArchRule routerKnowsNoDoorAndNoTransport =
      noClasses()
          .that()
          .resideInAPackage(ROUTER)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  SERVER,
                  CLI,
                  "okhttp3..",
                  "io.javalin..",
                  "jakarta.servlet..",
                  "org.eclipse.jetty..",
                  "picocli.."));

  @ArchTest
  static final ArchRule serverHoldsNoSqlAndNoCommands =
      noClasses()
          .that()
          .resideInAPackage(SERVER)
          .should()
          .dependOnClassesThat(resideInAnyPackage(CLI, "org.jdbi..", "java.sql..", "picocli.."));

  @ArchTest
  static final ArchRule nobodyKnowsTheCommandLine =
      noClasses()
          .that(not(resideInAPackage(CLI)))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(CLI);

  @ArchTest
  static final ArchRule internalPackagesStayInTheirModule =
      slices()
          .matching("dev.vaultgate.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(
              resideInAPackage("dev.vaultgate.."), not(resideInAPackage("..internal..")))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("dev.vaultgate.(**)").should().beFreeOfCycles();
}
