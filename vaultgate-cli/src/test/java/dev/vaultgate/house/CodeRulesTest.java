package dev.vaultgate.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/**
 * What no class of the house may call, and who may instead. Calls are found in the byte code,
 * method references and constructors among them, so that no spelling hides one.
 */
@AnalyzeClasses(packages = "dev.vaultgate", importOptions = ImportOption.DoNotIncludeTests.class)
class CodeRulesTest {

  /** The one class that may ask the machine for the time, and for chance. */
  private static final String SYSTEM_TIME = "dev.vaultgate.router.time.SystemTime";

  /** How a call that waits or fetches several things keeps to its time. */
  private static final String CALL_TIME = "dev.vaultgate.client.Clockwork";

  /** Sockets have deadlines, so the transport reads the elapsed-time clock itself. */
  private static final String TRANSPORT = "dev.vaultgate.client.http..";

  @ArchTest
  static final ArchRule nobodySleeps =
      noClasses()
          .should()
          .accessTargetWhere(
              calls(Thread.class, "sleep").or(calls(java.util.concurrent.TimeUnit.class, "sleep")))
          .because("a thread that waits goes through a scheduler, which a test can run by hand");

  @ArchTest
  static final ArchRule coresReadNoClock =
      noClasses()
          .that(inTheCores())
          .should()
          .accessTargetWhere(readsAClock())
          .because(
              "time is a parameter; only "
                  + SYSTEM_TIME
                  + " and "
                  + CALL_TIME
                  + " adapt the system's");

  @ArchTest
  static final ArchRule coresDrawNoLots =
      noClasses()
          .that(inTheCores())
          .should()
          .accessTargetWhere(drawsLots())
          .because("randomness is a parameter; only " + SYSTEM_TIME + " adapts the system's");

  @ArchTest
  static final ArchRule nothingIsDeserializedExecutedOrInterpreted =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("javax.script..")
                  .or(
                      belongToAnyOf(
                          java.io.ObjectInputStream.class,
                          java.io.ObjectOutputStream.class,
                          ProcessBuilder.class)))
          .orShould()
          .accessTargetWhere(calls(Runtime.class, "exec"))
          .because("bytes from outside are data, never objects, commands or programs");

  @ArchTest
  static final ArchRule librariesPrintNothing =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.vaultgate.api..", "dev.vaultgate.client..", "dev.vaultgate.router..")
          .should()
          .accessTargetWhere(
              calls(System.class, "out")
                  .or(calls(System.class, "err"))
                  .or(calls(System.class, "exit"))
                  .or(calls(Throwable.class, "printStackTrace")))
          .because("a library answers with values and logs; the terminal belongs to its host");

  @ArchTest
  static final ArchRule everyPackageIsNullMarked =
      classes().should(new HavePackage(NullMarked.class));

  private static DescribedPredicate<JavaClass> inTheCores() {
    return resideInAnyPackage(
            "dev.vaultgate.api..", "dev.vaultgate.client..", "dev.vaultgate.router..")
        .and(not(resideInAPackage(TRANSPORT)))
        .and(not(outermost(SYSTEM_TIME)))
        .and(not(outermost(CALL_TIME)));
  }

  private static DescribedPredicate<JavaAccess<?>> readsAClock() {
    return calls(System.class, "currentTimeMillis", "nanoTime")
        .or(DescribedPredicate.describe("asks java.time for now", CodeRulesTest::asksForNow));
  }

  /** {@code now(Clock)} is fine: the clock was handed in. */
  private static boolean asksForNow(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    boolean systemClock =
        owner.equals("java.time.Clock") && access.getTarget().getName().startsWith("system");
    boolean now =
        owner.startsWith("java.time.")
            && access.getTarget().getName().equals("now")
            && !access.getTarget().getFullName().contains("java.time.Clock");
    return systemClock || now;
  }

  private static DescribedPredicate<JavaAccess<?>> drawsLots() {
    return calls(Math.class, "random")
        .or(calls(java.util.UUID.class, "randomUUID"))
        .or(calls(java.util.concurrent.ThreadLocalRandom.class, "current"))
        .or(calls(java.util.Random.class, "<init>"))
        .or(calls(java.util.SplittableRandom.class, "<init>"))
        .or(calls(java.security.SecureRandom.class, "<init>", "getInstanceStrong"));
  }

  private static DescribedPredicate<JavaAccess<?>> calls(Class<?> owner, String... names) {
    Set<String> wanted = Set.of(names);
    return DescribedPredicate.describe(
        "uses " + owner.getSimpleName() + "." + String.join("|", names),
        access ->
            access.getTargetOwner().isAssignableTo(owner)
                && wanted.contains(access.getTarget().getName()));
  }

  /** The class itself and what is nested in it. */
  private static DescribedPredicate<JavaClass> outermost(String name) {
    return DescribedPredicate.describe(
        "is " + name, type -> type.getName().equals(name) || type.getName().startsWith(name + "$"));
  }
}
