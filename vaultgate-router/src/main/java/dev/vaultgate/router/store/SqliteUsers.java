package dev.vaultgate.router.store;

import dev.vaultgate.router.user.Role;
import dev.vaultgate.router.user.User;
import dev.vaultgate.router.user.UserDraft;
import dev.vaultgate.router.user.UserPage;
import dev.vaultgate.router.user.UserQuery;
import dev.vaultgate.router.user.UserStore;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/**
 * Users in the table {@code person}. Conditions are tested and changes made in one piece of work of
 * the writer, so that of two who come at once one finds what the other has done.
 */
final class SqliteUsers implements UserStore {

  private static final String HAS_OWNER = "SELECT 1 FROM person WHERE role = 'owner' LIMIT 1";

  /** Whether a change leaves an active owner. */
  private static final String LEAVES_AN_OWNER =
      " AND (role <> 'owner' OR state <> 'active' OR (SELECT count(*) FROM person"
          + " WHERE role = 'owner' AND state = 'active') > 1)";

  private final SqliteWriter writer;
  private final SqliteReads reads;

  SqliteUsers(SqliteWriter writer, SqliteReads reads) {
    this.writer = writer;
    this.reads = reads;
  }

  @Override
  public Optional<User> add(UserDraft draft) {
    boolean added = writer.write(db -> insert(db, draft));
    return added ? find(draft.id()) : Optional.empty();
  }

  @Override
  public Optional<User> addFirstOwner(UserDraft draft) {
    boolean added = writer.write(db -> db.number(HAS_OWNER) == null && insert(db, draft));
    return added ? find(draft.id()) : Optional.empty();
  }

  private static boolean insert(Statements db, UserDraft draft) throws SQLException {
    String key = draft.email().key();
    if (db.number("SELECT 1 FROM person WHERE email_key = ?", key) != null) {
      return false;
    }
    db.run(
        "INSERT INTO person (id, account_id, email, email_key, name, role, state, password,"
            + " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        draft.id(),
        account(db, draft),
        draft.email().text(),
        key,
        draft.name(),
        draft.role().word(),
        draft.state().word(),
        draft.password(),
        draft.createdAt().toEpochMilli());
    return true;
  }

  private static @Nullable Long account(Statements db, UserDraft draft) throws SQLException {
    String named = "SELECT id FROM account WHERE name = ?";
    Long there = db.number(named, draft.account());
    boolean isHis =
        there == null
            || draft.adoptsAccount()
                && db.number("SELECT 1 FROM person WHERE account_id = ?", there) == null;
    String name = isHis ? draft.account() : draft.id();
    db.run(
        "INSERT OR IGNORE INTO account (name, unlimited, created_at) VALUES (?, ?, ?)",
        name,
        draft.unlimitedAccount() ? 1L : 0L,
        draft.createdAt().toEpochMilli());
    Long id = db.number(named, name);
    db.run("INSERT OR IGNORE INTO balance (account_id) VALUES (?)", id);
    return id;
  }

  @Override
  public boolean hasOwner() {
    return reads.ask(db -> db.number(HAS_OWNER) != null);
  }

  @Override
  public Optional<User> find(String id) {
    return one("WHERE p.id = :value", id, UserRows::user);
  }

  @Override
  public Optional<WithPassword> findByEmail(String key) {
    return one("WHERE p.email_key = :value", key, UserRows::withPassword);
  }

  @Override
  public Optional<WithPassword> findWithPassword(String id) {
    return one("WHERE p.id = :value", id, UserRows::withPassword);
  }

  @Override
  public boolean isOwned(String account) {
    return one("WHERE a.name = :value", account, UserRows::user).isPresent();
  }

  @Override
  public Optional<User> findByAccount(long accountId) {
    return one("WHERE p.account_id = :value", accountId, UserRows::user);
  }

  private <T> Optional<T> one(String where, Object value, RowMapper<T> mapper) {
    return reads.read(
        handle ->
            handle.createQuery(UserRows.USERS + where).bind("value", value).map(mapper).findOne());
  }

  @Override
  public UserPage page(UserQuery query, int max, @Nullable Long from) {
    Pages.check(max);
    Map<String, Object> values = new LinkedHashMap<>();
    StringBuilder where = new StringBuilder("WHERE p.seq <= :start");
    values.put("start", Pages.start(from));
    if (query.text() != null) {
      where.append(
          " AND (instr(lower(p.email), lower(:text)) > 0"
              + " OR instr(lower(p.name), lower(:text)) > 0)");
      values.put("text", query.text());
    }
    if (query.role() != null) {
      where.append(" AND p.role = :role");
      values.put("role", query.role().word());
    }
    if (query.state() != null) {
      where.append(" AND p.state = :state");
      values.put("state", query.state().word());
    }
    List<Long> places = new ArrayList<>();
    List<User> users =
        reads.read(
            handle ->
                handle
                    .createQuery(UserRows.USERS + where + " ORDER BY p.seq DESC LIMIT :max")
                    .bindMap(values)
                    .bind("max", max + 1)
                    .map(
                        (row, context) -> {
                          places.add(row.getLong("seq"));
                          return UserRows.user(row, context);
                        })
                    .list());
    return users.size() > max
        ? new UserPage(users.subList(0, max), places.get(max))
        : new UserPage(users, null);
  }

  @Override
  public Change update(String id, String name, Role role) {
    return writer.write(
        db -> {
          String guard = role == Role.OWNER ? "" : LEAVES_AN_OWNER;
          int changed =
              db.run(
                  "UPDATE person SET name = ?, role = ? WHERE id = ?" + guard,
                  name,
                  role.word(),
                  id);
          return change(db, id, changed);
        });
  }

  @Override
  public Change disable(String id) {
    return writer.write(
        db -> {
          int changed =
              db.run("UPDATE person SET state = 'disabled' WHERE id = ?" + LEAVES_AN_OWNER, id);
          if (changed > 0) {
            block(db, id, 1);
            endLoginsAndLinks(db, id);
          }
          return change(db, id, changed);
        });
  }

  @Override
  public boolean enable(String id) {
    return writer.write(
        db -> {
          block(db, id, 0);
          return db.run(
                  "UPDATE person SET state = CASE WHEN password IS NULL THEN 'invited' ELSE 'active'"
                      + " END WHERE id = ?",
                  id)
              > 0;
        });
  }

  private static Change change(Statements db, String id, int changed) throws SQLException {
    if (changed > 0) {
      return Change.DONE;
    }
    boolean isThere = db.number("SELECT 1 FROM person WHERE id = ?", id) != null;
    return isThere ? Change.LAST_OWNER : Change.UNKNOWN;
  }

  private static void block(Statements db, String id, long blocked) throws SQLException {
    db.run(
        "UPDATE account SET blocked = ? WHERE id = (SELECT account_id FROM person WHERE id = ?)",
        blocked,
        id);
  }

  private static void endLoginsAndLinks(Statements db, String id) throws SQLException {
    db.run("DELETE FROM login WHERE person_id = ?", id);
    db.run("DELETE FROM password_link WHERE person_id = ?", id);
  }

  @Override
  public boolean setPassword(String id, String hash) {
    return writer.write(db -> setPassword(db, id, hash));
  }

  private static boolean setPassword(Statements db, String id, String hash) throws SQLException {
    endLoginsAndLinks(db, id);
    return db.run(
            "UPDATE person SET password = ?,"
                + " state = CASE state WHEN 'invited' THEN 'active' ELSE state END WHERE id = ?",
            hash,
            id)
        > 0;
  }

  @Override
  public void rehash(String id, String before, String hash) {
    writer.mayWrite(
        db ->
            db.run(
                "UPDATE person SET password = ? WHERE id = ? AND password = ?", hash, id, before));
  }

  @Override
  public void loggedIn(String id, Instant at) {
    writer.mayWrite(
        db -> db.run("UPDATE person SET last_login_at = ? WHERE id = ?", at.toEpochMilli(), id));
  }

  @Override
  public void addLink(String id, String hash, Instant expiresAt) {
    writer.write(
        db ->
            db.run(
                "INSERT INTO password_link (person_id, hash, expires_at) VALUES (?1, ?2, ?3)"
                    + " ON CONFLICT (person_id) DO UPDATE SET hash = ?2, expires_at = ?3",
                id,
                hash,
                expiresAt.toEpochMilli()));
  }

  @Override
  public Optional<User> findByLink(String hash, Instant now) {
    return reads.read(
        handle ->
            handle
                .createQuery(
                    UserRows.USERS
                        + "JOIN password_link l ON l.person_id = p.id"
                        + " WHERE l.hash = :hash AND l.expires_at > :now")
                .bind("hash", hash)
                .bind("now", now.toEpochMilli())
                .map(UserRows::user)
                .findOne());
  }

  @Override
  public Optional<User> acceptLink(String hash, String passwordHash, Instant now) {
    String id =
        writer.write(
            db -> {
              String owner =
                  db.first(
                      "SELECT person_id FROM password_link WHERE hash = ? AND expires_at > ?",
                      row -> row.getString(1),
                      hash,
                      now.toEpochMilli());
              if (owner != null) {
                setPassword(db, owner, passwordHash);
              }
              return owner == null ? "" : owner;
            });
    return id.isEmpty() ? Optional.empty() : find(id);
  }
}
