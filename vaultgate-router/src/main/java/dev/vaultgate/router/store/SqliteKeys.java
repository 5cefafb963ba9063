package dev.vaultgate.router.store;

import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeyStore;
import dev.vaultgate.router.account.ModelRule;
import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.credit.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Accounts and keys in SQLite. */
final class SqliteKeys implements KeyStore {

  private static final String KEYS =
      "SELECT k.*, a.name AS account_name, a.unlimited, a.created_at AS account_created_at"
          + " FROM api_key k JOIN account a ON a.id = k.account_id";

  private final SqliteWriter writer;
  private final Jdbi reads;

  SqliteKeys(SqliteWriter writer, Jdbi reads) {
    this.writer = writer;
    this.reads = reads;
  }

  @Override
  public Account account(String name, boolean unlimited, Instant now) {
    writer.write(
        db -> {
          db.run(
              "INSERT OR IGNORE INTO account (name, unlimited, created_at) VALUES (?, ?, ?)",
              name,
              unlimited ? 1L : 0L,
              now.toEpochMilli());
          return db.run(
              "INSERT OR IGNORE INTO balance (account_id) SELECT id FROM account WHERE name = ?",
              name);
        });
    return findAccount(name).orElseThrow();
  }

  @Override
  public Optional<Account> findAccount(String name) {
    return reads.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM account WHERE name = :name")
                .bind("name", name)
                .map(SqliteKeys::account)
                .findOne());
  }

  @Override
  public List<Account> accounts() {
    return reads.withHandle(
        handle ->
            handle
                .createQuery("SELECT * FROM account ORDER BY id")
                .map(SqliteKeys::account)
                .list());
  }

  @Override
  public void add(ApiKey key, String hash) {
    Money cap = key.creditCap();
    writer.write(
        db ->
            db.run(
                "INSERT INTO api_key (id, account_id, name, hash, first_four, last_four, models, types,"
                    + " requests_per_minute, concurrency_max, credit_cap, created_at, expires_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                key.id(),
                key.account().id(),
                key.name(),
                hash,
                key.firstFour(),
                key.lastFour(),
                String.join("\n", key.models().models()),
                key.models().types().stream().map(Enum::name).collect(Collectors.joining("\n")),
                (long) key.requestsPerMinute(),
                (long) key.concurrencyMax(),
                cap == null ? null : cap.nanos(),
                key.createdAt().toEpochMilli(),
                millis(key.expiresAt())));
  }

  @Override
  public Optional<ApiKey> findByHash(String hash) {
    return one(KEYS + " WHERE k.hash = :value", hash);
  }

  @Override
  public Optional<ApiKey> find(String id) {
    return one(KEYS + " WHERE k.id = :value", id);
  }

  private Optional<ApiKey> one(String sql, String value) {
    return reads.withHandle(
        handle -> handle.createQuery(sql).bind("value", value).map(SqliteKeys::key).findOne());
  }

  @Override
  public List<ApiKey> keys() {
    return reads.withHandle(
        handle ->
            handle.createQuery(KEYS + " ORDER BY k.created_at, k.id").map(SqliteKeys::key).list());
  }

  @Override
  public boolean revoke(String id, Instant at) {
    return writer.write(
            db ->
                db.run(
                    "UPDATE api_key SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
                    at.toEpochMilli(),
                    id))
        > 0;
  }

  private static Account account(ResultSet rows, StatementContext context) throws SQLException {
    return new Account(
        rows.getLong("id"),
        rows.getString("name"),
        rows.getBoolean("unlimited"),
        Instant.ofEpochMilli(rows.getLong("created_at")));
  }

  private static ApiKey key(ResultSet rows, StatementContext context) throws SQLException {
    Account account =
        new Account(
            rows.getLong("account_id"),
            rows.getString("account_name"),
            rows.getBoolean("unlimited"),
            Instant.ofEpochMilli(rows.getLong("account_created_at")));
    ModelRule rule =
        new ModelRule(
            words(rows.getString("models")),
            words(rows.getString("types")).stream()
                .map(ModelType::valueOf)
                .collect(Collectors.toSet()));
    Long cap = number(rows, "credit_cap");
    return new ApiKey(
        rows.getString("id"),
        account,
        rows.getString("name"),
        rows.getString("first_four"),
        rows.getString("last_four"),
        rule,
        rows.getInt("requests_per_minute"),
        rows.getInt("concurrency_max"),
        cap == null ? null : Money.nanos(cap),
        Instant.ofEpochMilli(rows.getLong("created_at")),
        instant(rows, "expires_at"),
        instant(rows, "revoked_at"));
  }

  private static Set<String> words(String lines) {
    return Stream.of(lines.split("\n")).filter(w -> !w.isEmpty()).collect(Collectors.toSet());
  }

  private static @Nullable Long number(ResultSet rows, String column) throws SQLException {
    long value = rows.getLong(column);
    return rows.wasNull() ? null : value;
  }

  private static @Nullable Instant instant(ResultSet rows, String column) throws SQLException {
    Long millis = number(rows, column);
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }
}
