package dev.vaultgate.router.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.router.FakeTime;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.account.ProjectTerms;
import dev.vaultgate.router.account.Projects;
import dev.vaultgate.router.account.Rates;
import dev.vaultgate.router.credit.Budget;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Period;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is changed past the program is found, and what the program changes is not. */
class RowDigestsTest {

  @TempDir private Path folder;
  private final FakeTime time = new FakeTime();
  private SqliteStore store;
  private Keys keys;
  private Projects projects;
  private ApiKey key;
  private Project project;

  @BeforeEach
  void open() {
    store = SqliteStore.open(folder.resolve("t.db"), time, SqliteSettings.USUAL);
    keys = new Keys(store.keys(), time);
    projects = new Projects(store.projects(), keys, time);
    key = keys.create(KeySpec.named("k").account("a").creditCap(Money.dollars(1))).key();
    keys.create(KeySpec.named("another"));
    project = projects.create(key.account(), "p", ProjectTerms.UNLIMITED);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void s85WhatTheProgramChangesIsAsItShouldBe() {
    assertNothing();

    keys.update(key, "renamed", project, key.terms().withRequestsPerMinute(7));
    keys.rotate(key.id(), Duration.ofMinutes(10));
    keys.pause(key.id());
    keys.resume(key.id());
    projects.update(
        project.id(),
        "q",
        new ProjectTerms(
            Budget.NONE.withTokens(Period.DAY, 5L), Rates.UNLIMITED.withConcurrencyMax(3)));
    projects.archive(project.id());
    projects.restore(project.id());
    keys.revoke(key.id());
    keys.authenticate(keys.create(KeySpec.named("used")).secret().reveal());

    assertNothing();
  }

  private void assertNothing() {
    assertThat(store.keys().changedElsewhere()).isEmpty();
    assertThat(store.projects().changedElsewhere()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE key_secret SET hash = 'other' WHERE key_id = '%s'",
        "UPDATE api_key SET requests_per_minute = 6000 WHERE id = '%s'",
        "UPDATE api_key SET requests_per_minute = 0 WHERE id = '%s'",
        "UPDATE api_key SET models = '' , name = 'x' WHERE id = '%s'",
        "UPDATE api_key SET networks = '0.0.0.0/0' WHERE id = '%s'",
        "UPDATE api_key SET revoked_at = NULL, paused_at = NULL WHERE id = '%s'",
        "UPDATE api_key SET account_id = 2 WHERE id = '%s'",
        "UPDATE api_key SET digest = NULL WHERE id = '%s'",
        "UPDATE allowance SET credit_max = NULL WHERE owner = '%s'",
        "UPDATE allowance SET tokens_max_day = 9 WHERE owner = '%s'",
        "INSERT INTO key_secret VALUES ('new', '%s', 'abcd', 'efgh', 0, NULL)"
      })
  void s85AKeyThatSomebodyElseHasChangedIsFound(String change) throws SQLException {
    keys.revoke(key.id());

    execute(change.formatted(key.id()));

    assertThat(store.keys().changedElsewhere()).containsExactly(key.id());
    keys.update(key.id(), "renamed", key.terms());
    assertThat(store.keys().changedElsewhere()).as("changed again").containsExactly(key.id());
  }

  @Test
  void s85AKeyThatSomebodyElseHasMadeIsFound() throws SQLException {
    execute(
        "INSERT INTO api_key (id, account_id, name, models, types, requests_per_minute,"
            + " concurrency_max, created_at) VALUES ('key_new', 1, 'n', '', '', 0, 0, 0)");

    assertThat(store.keys().changedElsewhere()).containsExactly("key_new");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE project SET archived_at = NULL, name = 'x' WHERE id = '%s'",
        "UPDATE allowance SET credit_max_month = 5 WHERE owner = '%s'"
      })
  void s85AProjectThatSomebodyElseHasChangedIsFound(String change) throws SQLException {
    execute(change.formatted(project.id()));

    assertThat(store.projects().changedElsewhere()).containsExactly(project.id());
  }

  /** What somebody does who has the file. */
  private void execute(String sql) throws SQLException {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("t.db"));
        Statement statement = other.createStatement()) {
      statement.execute(sql);
    }
  }
}
