package dev.vaultgate.router.store;

import dev.vaultgate.client.outbound.Network;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.CallCaps;
import dev.vaultgate.router.account.KeyTerms;
import dev.vaultgate.router.account.ModelRule;
import dev.vaultgate.router.account.Rates;
import dev.vaultgate.router.account.Tags;
import dev.vaultgate.router.catalog.ModelType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Accounts and keys as rows. What there may be several of is a text with one on each line. */
final class KeyRows {

  private static final String LINE = "\n";
  private static final String EQUALS = "=";

  private KeyRows() {}

  static Account account(ResultSet row, StatementContext context) throws SQLException {
    return new Account(
        row.getLong("id"),
        row.getString("name"),
        row.getBoolean("unlimited"),
        Instant.ofEpochMilli(row.getLong("created_at")));
  }

  /** The account of a key's or project's row. */
  static Account accountOf(ResultSet row) throws SQLException {
    return new Account(
        row.getLong("account_id"),
        row.getString("account_name"),
        row.getBoolean("unlimited"),
        Instant.ofEpochMilli(row.getLong("account_created_at")));
  }

  static ApiKey key(ResultSet row, StatementContext context) throws SQLException {
    return keyOf(row);
  }

  static ApiKey keyOf(ResultSet row) throws SQLException {
    Account account = accountOf(row);
    return new ApiKey(
        row.getString("id"),
        account,
        row.getString("project_id") == null ? null : ProjectRows.project(row, account),
        row.getString("made_by"),
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
    return new KeyTerms(
        rule(row.getString("models"), row.getString("types")),
        new Rates(
            row.getInt("requests_per_minute"),
            row.getInt("tokens_per_minute"),
            row.getInt("concurrency_max")),
        AllowanceRows.budget(row, ""),
        new CallCaps(
            row.getInt("choices_max"),
            row.getInt("images_max"),
            row.getInt("tools_max"),
            row.getInt("messages_max")),
        row.getString("networks").lines().map(Network::parse).toList(),
        tags(row.getString("tags")),
        row.getBoolean("store_answers"),
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

  static String networks(List<Network> networks) {
    return networks.stream().map(Network::toString).collect(Collectors.joining(LINE));
  }

  static String tags(Tags tags) {
    return tags.values().entrySet().stream()
        .map(tag -> tag.getKey() + EQUALS + tag.getValue())
        .collect(Collectors.joining(LINE));
  }

  private static Tags tags(String lines) {
    return new Tags(
        lines
            .lines()
            .collect(
                Collectors.toMap(
                    line -> line.substring(0, line.indexOf(EQUALS)),
                    line -> line.substring(line.indexOf(EQUALS) + 1))));
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
