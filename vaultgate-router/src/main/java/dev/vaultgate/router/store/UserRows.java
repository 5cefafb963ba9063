package dev.vaultgate.router.store;

import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.user.Email;
import dev.vaultgate.router.user.Role;
import dev.vaultgate.router.user.Session;
import dev.vaultgate.router.user.User;
import dev.vaultgate.router.user.UserState;
import dev.vaultgate.router.user.UserStore.WithPassword;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jdbi.v3.core.statement.StatementContext;

/** Users and their logins as rows. */
final class UserRows {

  /** A user with his account. */
  static final String USERS =
      """
      SELECT p.*, a.name AS account_name, a.unlimited, a.created_at AS account_created_at
      FROM person p JOIN account a ON a.id = p.account_id
      """;

  private UserRows() {}

  static User user(ResultSet row, StatementContext context) throws SQLException {
    Account account =
        new Account(
            row.getLong("account_id"),
            row.getString("account_name"),
            row.getBoolean("unlimited"),
            Instant.ofEpochMilli(row.getLong("account_created_at")));
    return new User(
        row.getString("id"),
        account,
        new Email(row.getString("email")),
        row.getString("name"),
        Role.parse(row.getString("role")),
        UserState.parse(row.getString("state")),
        Instant.ofEpochMilli(row.getLong("created_at")),
        KeyRows.instant(row, "last_login_at"));
  }

  static WithPassword withPassword(ResultSet row, StatementContext context) throws SQLException {
    return new WithPassword(user(row, context), row.getString("password"));
  }

  /** A login in a row where these columns may have other names. */
  static Session session(ResultSet row, String id, long createdAt) throws SQLException {
    return new Session(
        id,
        row.getString("person_id"),
        Instant.ofEpochMilli(createdAt),
        Instant.ofEpochMilli(row.getLong("seen_at")),
        row.getString("address"),
        row.getString("agent"));
  }
}
