package dev.vaultgate.router.store;

import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeyTerms;
import dev.vaultgate.router.account.ModelRule;
import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.credit.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Accounts and keys as rows. A model rule is two texts, with an id or a type on each line. */
final class KeyRows {

  private static final String LINE = "\n";

  private KeyRows() {}

  static Account account(ResultSet row, StatementContext context) throws SQLException {
    return new Account(
        row.getLong("id"),
        row.getString("name"),
        row.getBoolean("unlimited"),
        Instant.ofEpochMilli(row.getLong("created_at")));
  }

  static ApiKey key(ResultSet row, StatementContext context) throws SQLException {
    Account account =
        new Account(
            row.getLong("account_id"),
            row.getString("account_name"),
            row.getBoolean("unlimited"),
            Instant.ofEpochMilli(row.getLong("account_created_at")));
    return new ApiKey(
        row.getString("id"),
        account,
        row.getString("name"),
        row.getString("first_four"),
        row.getString("last_four"),
        terms(row),
        Instant.ofEpochMilli(row.getLong("created_at")),
        instant(row, "last_used_at"),
        instant(row, "paused_at"),
        instant(row, "revoked_at"));
  }

  private static KeyTerms terms(ResultSet row) throws SQLException {
    Long cap = number(row, "cap");
    return new KeyTerms(
        rule(row.getString("models"), row.getString("types")),
        row.getInt("requests_per_minute"),
        row.getInt("concurrency_max"),
        cap == null ? null : Money.nanos(cap),
        instant(row, "expires_at"));
  }

  private static ModelRule rule(String models, String types) {
    return new ModelRule(
        models.lines().collect(Collectors.toSet()),
        types.lines().map(ModelType::valueOf).collect(Collectors.toSet()));
  }

  static String models(ModelRule rule) {
    return joined(rule.models());
  }

  static String types(ModelRule rule) {
    return joined(rule.types().stream().map(Enum::name).collect(Collectors.toSet()));
  }

  private static String joined(Set<String> words) {
    return words.stream().sorted().collect(Collectors.joining(LINE));
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Long millis = number(row, column);
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  static @Nullable Long number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }
}
