package dev.vaultgate.router.store;

import dev.vaultgate.router.idempotency.Claim;
import dev.vaultgate.router.idempotency.ClaimStore;
import dev.vaultgate.router.idempotency.Claimed;
import dev.vaultgate.router.idempotency.Conflicts;
import dev.vaultgate.router.idempotency.StoredAnswer;
import dev.vaultgate.router.time.SystemTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Names of requests in SQLite. The ledger makes and ends claims within its own transactions. */
final class SqliteClaims implements ClaimStore {

  private final SqliteWriter writer;
  private final SqliteReads reads;
  private final SystemTime time;
  private final long boot;

  /**
   * @param boot names this process in the claims that it makes
   */
  SqliteClaims(SqliteWriter writer, SqliteReads reads, SystemTime time, long boot) {
    this.writer = writer;
    this.reads = reads;
    this.time = time;
    this.boot = boot;
  }

  @Override
  public void make(Claim claim) {
    make(claim, 0);
  }

  /**
   * The same for a call that is held for.
   *
   * @param hold that will end with the claim; 0 for none
   */
  void make(Claim claim, long hold) {
    // When the caller has lost patience, nobody will end the claim.
    boolean made =
        writer.write(
            db -> make(db, claim, hold),
            late -> {
              if (late) {
                endLater(claim, null);
              }
            });
    if (!made) {
      throw Conflicts.inProgress();
    }
  }

  @Override
  public void end(Claim claim, @Nullable StoredAnswer answer) {
    writer.write(db -> end(db, claim, answer));
  }

  private void endLater(Claim claim, @Nullable StoredAnswer answer) {
    writer.owe(db -> end(db, claim, answer));
  }

  /**
   * Claims a name; false when it is taken.
   *
   * @param hold that ends with the claim; 0 for none
   */
  private boolean make(Statements db, Claim claim, long hold) throws SQLException {
    db.run(
        "DELETE FROM claim WHERE scope = ? AND name = ? AND ended_at <= ?",
        claim.scope(),
        claim.name(),
        forgotten());
    return db.run(
            "INSERT INTO claim (scope, name, fingerprint, boot_id, hold_id, facts, body)"
                + " VALUES (?, ?, ?, ?, ?, '', x'') ON CONFLICT (scope, name) DO NOTHING",
            claim.scope(),
            claim.name(),
            claim.fingerprint(),
            boot,
            hold == 0 ? null : hold)
        == 1;
  }

  /** Ends the request of a claim, or frees it when there is no answer. */
  int end(Statements db, Claim claim, @Nullable StoredAnswer answer) throws SQLException {
    if (answer == null) {
      return db.run(
          "DELETE FROM claim WHERE scope = ? AND name = ? AND ended_at IS NULL",
          claim.scope(),
          claim.name());
    }
    return db.run(
        "UPDATE claim SET ended_at = ?, facts = ?, body = ?"
            + " WHERE scope = ? AND name = ? AND ended_at IS NULL",
        time.now().toEpochMilli(),
        answer.facts(),
        answer.body(),
        claim.scope(),
        claim.name());
  }

  /** Frees what was claimed with a hold that nobody will settle. */
  static int freeOf(Statements db, long hold) throws SQLException {
    return db.run("DELETE FROM claim WHERE hold_id = ? AND ended_at IS NULL", hold);
  }

  /** Frees what processes before this one have claimed and not ended. */
  static int free(Statements db, long boot) throws SQLException {
    return db.run("DELETE FROM claim WHERE ended_at IS NULL AND boot_id < ?", boot);
  }

  @Override
  public Optional<Claimed> find(String scope, String name) {
    return reads.read(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM claim WHERE scope = :scope AND name = :name"
                        + " AND (ended_at IS NULL OR ended_at > :forgotten)")
                .bind("scope", scope)
                .bind("name", name)
                .bind("forgotten", forgotten())
                .map((row, context) -> read(row))
                .findOne());
  }

  private static Claimed read(ResultSet row) throws SQLException {
    return new Claimed(
        new Claim(row.getString("scope"), row.getString("name"), row.getString("fingerprint")),
        row.getObject("ended_at") != null,
        new StoredAnswer(row.getString("facts"), row.getBytes("body")));
  }

  @Override
  public int forget(Instant before, int max) {
    return writer.write(
        db ->
            db.run(
                "DELETE FROM claim WHERE id IN"
                    + " (SELECT id FROM claim WHERE ended_at < ? ORDER BY ended_at LIMIT ?)",
                before.toEpochMilli(),
                (long) max));
  }

  private long forgotten() {
    return time.now().minus(REMEMBERED).toEpochMilli();
  }
}
