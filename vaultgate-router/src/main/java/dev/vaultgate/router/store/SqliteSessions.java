package dev.vaultgate.router.store;

import dev.vaultgate.router.user.Session;
import dev.vaultgate.router.user.SessionStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Logins in the table {@code login}. */
final class SqliteSessions implements SessionStore {

  private static final String SIGNED_IN =
      """
      SELECT l.id AS login_id, l.person_id, l.created_at AS login_created_at, l.seen_at, l.address,
        l.agent, p.*, a.name AS account_name, a.unlimited, a.created_at AS account_created_at
      FROM login l
        JOIN person p ON p.id = l.person_id
        JOIN account a ON a.id = p.account_id
      WHERE l.hash = :hash
      """;

  private final SqliteWriter writer;
  private final SqliteReads reads;

  SqliteSessions(SqliteWriter writer, SqliteReads reads) {
    this.writer = writer;
    this.reads = reads;
  }

  @Override
  public boolean add(Session session, String hash) {
    return writer.write(
        db ->
            db.run(
                    "INSERT INTO login (hash, id, person_id, created_at, seen_at, address, agent)"
                        + " SELECT ?, ?, id, ?, ?, ?, ? FROM person"
                        + " WHERE id = ? AND state = 'active'",
                    hash,
                    session.id(),
                    session.createdAt().toEpochMilli(),
                    session.seenAt().toEpochMilli(),
                    session.address(),
                    session.agent(),
                    session.userId())
                > 0);
  }

  @Override
  public Optional<SignedIn> find(String hash) {
    return reads.read(
        handle ->
            handle
                .createQuery(SIGNED_IN)
                .bind("hash", hash)
                .map(
                    (row, context) ->
                        new SignedIn(
                            UserRows.user(row, context),
                            UserRows.session(
                                row, row.getString("login_id"), row.getLong("login_created_at"))))
                .findOne());
  }

  @Override
  public void seen(String id, Instant at) {
    writer.mayWrite(
        db -> db.run("UPDATE login SET seen_at = ? WHERE id = ?", at.toEpochMilli(), id));
  }

  @Override
  public List<Session> of(String userId) {
    return reads.read(
        handle ->
            handle
                .createQuery("SELECT * FROM login WHERE person_id = :user ORDER BY created_at DESC")
                .bind("user", userId)
                .map(
                    (row, context) ->
                        UserRows.session(row, row.getString("id"), row.getLong("created_at")))
                .list());
  }

  @Override
  public boolean end(String userId, String id) {
    return writer.write(
        db -> db.run("DELETE FROM login WHERE id = ? AND person_id = ?", id, userId) > 0);
  }

  @Override
  public int endAll(String userId, @Nullable String exceptId) {
    return writer.write(
        db -> db.run("DELETE FROM login WHERE person_id = ? AND id IS NOT ?", userId, exceptId));
  }

  @Override
  public void forget(Instant createdBefore, Instant seenBefore) {
    writer.mayWrite(
        db ->
            db.run(
                "DELETE FROM login WHERE created_at < ? OR seen_at < ?",
                createdBefore.toEpochMilli(),
                seenBefore.toEpochMilli()));
  }
}
