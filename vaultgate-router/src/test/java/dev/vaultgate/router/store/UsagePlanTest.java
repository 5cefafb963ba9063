package dev.vaultgate.router.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.router.FakeTime;
import dev.vaultgate.router.usage.Records;
import dev.vaultgate.router.usage.UsageMeasure;
import dev.vaultgate.router.usage.UsageQuery;
import dev.vaultgate.router.usage.UsageSide;
import dev.vaultgate.router.usage.UsageStep;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is asked of usage goes by indexes, so that it takes no longer when there are millions of
 * records. Only kinds of calls are looked through, which are few.
 */
class UsagePlanTest {

  private static final UsageQuery ALL = UsageQuery.ALL;

  @TempDir private static Path folder;
  private static SqliteStore store;
  private static Handle handle;

  @BeforeAll
  static void fill() {
    Path file = folder.resolve("test.db");
    store = SqliteStore.open(file, new FakeTime(), SqliteSettings.USUAL);
    Random random = new Random(1);
    for (int i = 0; i < 4_100; i++) {
      store.usage().accept(Records.random(random));
    }
    store.usage().newest(1);
    handle = Jdbi.open("jdbc:sqlite:" + file);
  }

  @AfterAll
  static void close() {
    handle.close();
    store.close();
  }

  @Test
  void everythingIsListedByTheOrderOfRows() {
    assertThat(plans(asked -> list(asked, ALL)))
        .isNotEmpty()
        .allSatisfy(UsagePlanTest::goesByIndexes);
  }

  @ParameterizedTest
  @EnumSource
  void aSideIsListedByIndexes(UsageSide side) {
    UsageQuery rare = ALL.where(side, "nobody").between(Records.NOON.minusSeconds(9), null);

    assertThat(plans(asked -> list(asked, ALL.where(side, "nobody"))))
        .hasSizeGreaterThan(2)
        .allSatisfy(UsagePlanTest::goesByIndexes);
    assertThat(plans(asked -> list(asked, rare.ownedBy(1L).failed())))
        .allSatisfy(UsagePlanTest::goesByIndexes);
  }

  @Test
  void s51ASearchGoesByIndexes() {
    assertThat(plans(asked -> list(asked, ALL.search("%"))))
        .hasSizeGreaterThan(2)
        .anySatisfy(
            plan ->
                assertThat(plan)
                    .contains("SEARCH f USING INDEX usage_record_request", "usage_record_kind"))
        .allSatisfy(UsagePlanTest::goesByIndexes);
  }

  @ParameterizedTest
  @EnumSource
  void sumsGoByIndexes(UsageSide side) {
    UsageQuery query =
        ALL.where(side, "nobody")
            .between(Records.NOON.minus(Duration.ofDays(3)), Records.NOON.minusSeconds(4_000));

    assertThat(plans(asked -> UsageAnswers.summary(asked, query)))
        .hasSizeGreaterThan(3)
        .allSatisfy(UsagePlanTest::goesByIndexes);
    assertThat(plans(asked -> UsageAnswers.series(asked, query, UsageStep.HOUR)))
        .isNotEmpty()
        .allSatisfy(UsagePlanTest::goesByIndexes);
    assertThat(plans(asked -> UsageAnswers.ranking(asked, ALL, side, UsageMeasure.COST, 9)))
        .isNotEmpty()
        .allSatisfy(UsagePlanTest::goesByIndexes);
  }

  private static void list(Handle asked, UsageQuery query) {
    UsagePages.read(asked, query, 50, Long.MAX_VALUE);
  }

  /** No table is read from one end to the other, but those of kinds and of the one row. */
  private static void goesByIndexes(String plan) {
    List<String> made =
        Pattern.compile("(?:CO-ROUTINE|MATERIALIZE) (\\w+)")
            .matcher(plan)
            .results()
            .map(result -> result.group(1))
            .toList();
    assertThat(
            Pattern.compile("SCAN (\\w+)")
                .matcher(plan)
                .results()
                .map(UsagePlanTest::name)
                .filter(name -> !made.contains(name)))
        .as(plan)
        .isSubsetOf("k", "usage_kept", "CONSTANT");
  }

  private static String name(MatchResult scan) {
    return scan.group(1);
  }

  /** How SQLite goes about each statement of a question. */
  private List<String> plans(Consumer<Handle> question) {
    List<String> statements = new ArrayList<>();
    handle.setSqlLogger(
        new SqlLogger() {
          @Override
          public void logAfterExecution(StatementContext context) {
            statements.add(context.getParsedSql().getSql());
          }
        });
    question.accept(handle);
    handle.setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
    return statements.stream().map(this::plan).toList();
  }

  private String plan(String sql) {
    try (Statement statement = handle.getConnection().createStatement();
        ResultSet rows = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
      StringBuilder plan = new StringBuilder();
      while (rows.next()) {
        plan.append(rows.getString("detail")).append('\n');
      }
      return plan.toString();
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }
}
