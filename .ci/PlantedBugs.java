import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Plants bugs that would cost somebody money or show him what is another's, one at a time, and
 * looks whether the tests notice. To be run at the root of a clean checkout: {@code java
 * .ci/PlantedBugs.java}. Ends with 1 when a bug stays unnoticed or has no place any more.
 */
final class PlantedBugs {

  private static final String SOURCES = "vaultgate-router/src/main/java/dev/vaultgate/router/";

  /**
   * A bug.
   *
   * @param file below the router's sources
   * @param right what is there now, once
   * @param wrong what is put in its place
   * @param tests the classes that should notice
   */
  private record Bug(String name, String file, String right, String wrong, String tests) {}

  private static final List<Bug> BUGS =
      List.of(
          new Bug(
              "guard removed",
              "store/Room.java",
              "if (creditLeft() < request.amount().nanos()) {",
              "if (creditLeft() < 0) {",
              "SqliteLedgerTest,InMemoryLedgerTest"),
          new Bug(
              "check before take",
              "store/Books.java",
              "calls.put(opened.hold().id(), new Call(opened, pages));",
              """
              try {
                wait(0, 1); // Lets others in between.
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              calls.put(opened.hold().id(), new Call(opened, pages));
              """,
              "SqliteLedgerTest"),
          new Bug(
              "owner left out of the query of keys",
              "store/SqliteKeys.java",
              "(:account IS NULL OR k.account_id = :account OR",
              "(:account IS NULL OR k.account_id <> -1 OR",
              "SqliteMembersTest,SqliteKeyStoreTest"),
          new Bug(
              "owner left out of the query of usage",
              "store/UsageConditions.java",
              "\" AND k.account_id = :owner\"",
              "\" AND (k.account_id = :owner OR TRUE)\"",
              "SqliteUsageTest"),
          new Bug(
              "settle without a look at the hold's state",
              "store/Books.java",
              "if (call == null || call.settlement != null) {",
              "if (call == null) {",
              "SqliteLedgerTest"),
          new Bug(
              "double release",
              "store/Books.java",
              "call.pages.hold(-held.amount().nanos(), -held.request().tokens());",
              "call.pages.hold(-2 * held.amount().nanos(), -held.request().tokens());",
              "SqliteLedgerTest"),
          new Bug(
              "answer that ends before its charge is in the journal",
              "store/SqliteLedger.java",
              "end.hold().request().claim() == null && opened.slot().ended(end);",
              "end.hold().request().claim() == null;",
              "SqliteStoreTest"),
          new Bug(
              "call that is told before it is in the journal",
              "store/SqliteLedger.java",
              "opened.slot().held(hold, opened.heldAt());",
              "",
              "SqliteStoreTest"),
          new Bug(
              "credit taken back only when it is committed",
              "store/Books.java",
              "amount.ifPresent(change -> account.available += change.nanos());",
              "",
              "SqliteBatchTest,SqliteLedgerTest"),
          new Bug(
              "double release in memory",
              "store/InMemoryLedger.java",
              "} else if (open.remove(hold.id()) != null) {",
              "} else if (open.remove(hold.id()) != null || hold.id() > 0) {",
              "InMemoryLedgerTest"),
          new Bug(
              "price in floating point",
              "credit/Cost.java",
              "return Math.addExact(picos, Math.multiplyExact(Math.max(0, tokens), rate));",
              "return picos + (long) ((double) Math.max(0, tokens) * (rate / 1e12) * 1e12);",
              "CostTest,GatewayTest"));

  private PlantedBugs() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int unnoticed = 0;
    for (Bug bug : BUGS) {
      boolean isNoticed = isNoticed(bug);
      unnoticed += isNoticed ? 0 : 1;
      System.out.printf("%-45s %s%n", bug.name(), isNoticed ? "noticed" : "NOT NOTICED");
    }
    System.exit(unnoticed == 0 ? 0 : 1);
  }

  private static boolean isNoticed(Bug bug) throws IOException, InterruptedException {
    Path file = Path.of(SOURCES + bug.file());
    String source = Files.readString(file);
    if (source.split(Pattern.quote(bug.right()), -1).length != 2) {
      throw new IllegalStateException(bug.name() + ": its place in " + file + " has changed");
    }
    Path report = Files.createTempFile("planted", ".log");
    try {
      Files.writeString(file, source.replace(bug.right(), bug.wrong()));
      int code =
          new ProcessBuilder(
                  "mvn",
                  "-B",
                  "-o",
                  "-pl",
                  "vaultgate-router",
                  "-am",
                  "test",
                  "-Dtest=" + bug.tests(),
                  "-Dsurefire.failIfNoSpecifiedTests=false",
                  "-Dsurefire.skipAfterFailureCount=1",
                  "-Dvaultgate.ledger.races=60")
              .redirectErrorStream(true)
              .redirectOutput(report.toFile())
              .start()
              .waitFor();
      String said = Files.readString(report);
      if (code != 0 && !said.contains("[ERROR] Tests run:")) {
        throw new IllegalStateException(bug.name() + ": the build failed, see " + report);
      }
      return code != 0;
    } finally {
      Files.writeString(file, source);
    }
  }
}
