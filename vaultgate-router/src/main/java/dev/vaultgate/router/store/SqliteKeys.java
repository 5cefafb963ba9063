package dev.vaultgate.router.store;

import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.CallCaps;
import dev.vaultgate.router.account.KeySecret;
import dev.vaultgate.router.account.KeyStore;
import dev.vaultgate.router.account.KeyTerms;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.account.Rates;
import dev.vaultgate.router.account.StoredSecret;
import dev.vaultgate.router.account.Viewer;
import dev.vaultgate.router.store.SqliteWriter.Work;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accounts and keys in SQLite. */
final class SqliteKeys implements KeyStore {

  private static final String COLUMNS =
      """
      SELECT k.*, c.*, a.name AS account_name, a.unlimited, a.created_at AS account_created_at,
        s.first_four, s.last_four,"""
          + " "
          + ProjectRows.COLUMNS;

  /** A key as it stands, with the newest of its secrets for display. */
  private static final String TABLES =
      """

      FROM api_key k
        JOIN account a ON a.id = k.account_id
        JOIN allowance c ON c.owner = k.id
        LEFT JOIN project p ON p.id = k.project_id
        LEFT JOIN allowance pa ON pa.owner = p.id
        JOIN key_secret s ON s.hash =
          (SELECT hash FROM key_secret WHERE key_id = k.id
            ORDER BY expires_at IS NOT NULL, created_at DESC LIMIT 1)
      """;

  private static final String KEYS = COLUMNS + TABLES;

  private static final String BLOCKED =
      "(a.blocked OR coalesce(k.made_by IN (SELECT id FROM person WHERE state = 'disabled'), 0))"
          + " AS blocked";

  /** Whose keys somebody may see. */
  private static final String SEEN =
      """
      (:account IS NULL OR k.account_id = :account OR k.project_id IN
        (SELECT project_id FROM project_member
          WHERE person_id = :user AND (role = 'manager' OR k.made_by = :user)))
      """;

  private static final String BY_HASH =
      COLUMNS
          + ", given.hash AS secret_hash, given.expires_at AS secret_expires_at, "
          + BLOCKED
          + TABLES
          + " JOIN key_secret given ON given.key_id = k.id WHERE given.hash = ?";

  private final SqliteWriter writer;
  private final SqliteReads reads;
  private final Tally tally;

  SqliteKeys(SqliteWriter writer, SqliteReads reads, Tally tally) {
    this.writer = writer;
    this.reads = reads;
    this.tally = tally;
  }

  @Override
  public Account account(String name, boolean unlimited, Instant now) {
    return findAccount(name).orElseGet(() -> makeAccount(name, unlimited, now));
  }

  private Account makeAccount(String name, boolean unlimited, Instant now) {
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
    return reads.read(
        handle ->
            handle
                .createQuery("SELECT * FROM account WHERE name = :name")
                .bind("name", name)
                .map(KeyRows::account)
                .findOne());
  }

  @Override
  public List<Account> accounts() {
    return reads.read(
        handle ->
            handle.createQuery("SELECT * FROM account ORDER BY id").map(KeyRows::account).list());
  }

  @Override
  public void add(ApiKey key, String hash) {
    writer.write(
        db -> {
          insert(db, key);
          insertSecret(db, hash, key.id(), key.firstFour(), key.lastFour(), key.createdAt());
          AllowanceRows.add(db, key.id(), key.terms().budget());
          tally.bound(key.id(), key.terms().budget());
          return RowDigests.KEYS.mark(db, key.id());
        });
  }

  private static void insert(Statements db, ApiKey key) throws SQLException {
    Project project = key.project();
    db.run(
        "INSERT INTO api_key (id, account_id, name, models, types, requests_per_minute,"
            + " concurrency_max, created_at, made_by) VALUES (?, ?, '', '', '', 0, 0, ?, ?)",
        key.id(),
        key.account().id(),
        key.createdAt().toEpochMilli(),
        key.madeBy());
    change(db, key.id(), key.name(), project == null ? null : project.id(), key.terms());
  }

  private static boolean change(
      Statements db, String id, String name, @Nullable String project, KeyTerms terms)
      throws SQLException {
    Rates rates = terms.rates();
    CallCaps caps = terms.caps();
    return db.run(
            "UPDATE api_key SET name = ?, project_id = ?, models = ?, types = ?,"
                + " requests_per_minute = ?, tokens_per_minute = ?, concurrency_max = ?,"
                + " choices_max = ?, images_max = ?, tools_max = ?, messages_max = ?,"
                + " networks = ?, tags = ?, store_answers = ?, expires_at = ? WHERE id = ?",
            name,
            project,
            KeyRows.models(terms.models()),
            KeyRows.types(terms.models()),
            (long) rates.requestsPerMinute(),
            (long) rates.tokensPerMinute(),
            (long) rates.concurrencyMax(),
            (long) caps.choicesMax(),
            (long) caps.imagesMax(),
            (long) caps.toolsMax(),
            (long) caps.messagesMax(),
            KeyRows.networks(terms.networks()),
            KeyRows.tags(terms.tags()),
            terms.storesAnswers() ? 1L : 0L,
            millis(terms.expiresAt()),
            id)
        > 0;
  }

  private static void insertSecret(
      Statements db, String hash, String keyId, String firstFour, String lastFour, Instant now)
      throws SQLException {
    db.run(
        "INSERT INTO key_secret (hash, key_id, first_four, last_four, created_at)"
            + " VALUES (?, ?, ?, ?, ?)",
        hash,
        keyId,
        firstFour,
        lastFour,
        now.toEpochMilli());
  }

  @Override
  public Optional<StoredSecret> findByHash(String hash) {
    return reads.ask(db -> Optional.ofNullable(db.first(BY_HASH, SqliteKeys::secret, hash)));
  }

  private static StoredSecret secret(ResultSet row) throws SQLException {
    return new StoredSecret(
        row.getString("secret_hash"),
        KeyRows.keyOf(row),
        KeyRows.instant(row, "secret_expires_at"),
        row.getBoolean("blocked"));
  }

  @Override
  public Optional<ApiKey> find(String id, @Nullable Viewer viewer) {
    return reads.read(
        handle ->
            ProjectRows.seen(handle.createQuery(KEYS + "WHERE k.id = :id AND " + SEEN), viewer)
                .bind("id", id)
                .map(KeyRows::key)
                .findOne());
  }

  @Override
  public List<ApiKey> keys(@Nullable Viewer viewer) {
    String query = KEYS + "WHERE " + SEEN + "ORDER BY k.created_at, k.id";
    return reads.read(
        handle -> ProjectRows.seen(handle.createQuery(query), viewer).map(KeyRows::key).list());
  }

  @Override
  public boolean hasKeys() {
    return reads.ask(db -> db.number("SELECT 1 FROM api_key LIMIT 1") != null);
  }

  @Override
  public boolean update(String id, String name, @Nullable String project, KeyTerms terms) {
    return change(
        id,
        db -> {
          AllowanceRows.bound(db, id, terms.budget());
          tally.bound(id, terms.budget());
          return change(db, id, name, project, terms);
        });
  }

  @Override
  public boolean rotate(String id, KeySecret secret, Instant now, Instant oldSecretsExpireAt) {
    return change(
        id,
        db -> {
          if (db.number("SELECT 1 FROM api_key WHERE id = ? AND revoked_at IS NULL", id) == null) {
            return false;
          }
          db.run(
              "UPDATE key_secret SET expires_at = ?1"
                  + " WHERE key_id = ?2 AND (expires_at IS NULL OR expires_at > ?1)",
              oldSecretsExpireAt.toEpochMilli(),
              id);
          insertSecret(db, secret.hash(), id, secret.firstFour(), secret.lastFour(), now);
          return true;
        });
  }

  @Override
  public boolean pause(String id, @Nullable Instant at) {
    return change(
        id, db -> db.run("UPDATE api_key SET paused_at = ? WHERE id = ?", millis(at), id) > 0);
  }

  @Override
  public boolean revoke(String id, Instant at) {
    return change(
        id,
        db ->
            db.run(
                    "UPDATE api_key SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
                    at.toEpochMilli(),
                    id)
                > 0);
  }

  @Override
  public void used(String id, Instant at) {
    writer.mayWrite(
        db -> db.run("UPDATE api_key SET last_used_at = ? WHERE id = ?", at.toEpochMilli(), id));
  }

  @Override
  public List<String> changedElsewhere() {
    return reads.read(RowDigests.KEYS::changedElsewhere);
  }

  private boolean change(String id, Work<Boolean> change) {
    return writer.write(db -> RowDigests.KEYS.change(db, id, change));
  }

  private static @Nullable Long millis(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }
}
