package dev.vaultgate.router.store;

import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.account.ProjectTerms;
import dev.vaultgate.router.account.Rates;
import dev.vaultgate.router.account.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Projects as rows. */
final class ProjectRows {

  /** Of a project {@code p} and its allowance {@code pa}; beside its id, {@code project_id}. */
  static final String COLUMNS =
      """
      p.name AS project_name,
        p.requests_per_minute AS project_requests_per_minute,
        p.tokens_per_minute AS project_tokens_per_minute,
        p.concurrency_max AS project_concurrency_max, p.created_at AS project_created_at,
        p.archived_at AS project_archived_at,
        pa.credit_max AS project_credit_max, pa.credit_max_day AS project_credit_max_day,
        pa.credit_max_month AS project_credit_max_month, pa.tokens_max AS project_tokens_max,
        pa.tokens_max_day AS project_tokens_max_day,
        pa.tokens_max_month AS project_tokens_max_month""";

  private ProjectRows() {}

  /** A query that asks for what somebody may see. */
  static Query seen(Query query, @Nullable Viewer viewer) {
    return query
        .bind("account", viewer == null ? null : viewer.accountId())
        .bind("user", viewer == null ? null : viewer.userId());
  }

  /**
   * The project of a row.
   *
   * @param account the project's
   */
  static Project project(ResultSet row, Account account) throws SQLException {
    return new Project(
        row.getString("project_id"),
        account,
        row.getString("project_name"),
        new ProjectTerms(
            AllowanceRows.budget(row, "project_"),
            new Rates(
                row.getInt("project_requests_per_minute"),
                row.getInt("project_tokens_per_minute"),
                row.getInt("project_concurrency_max"))),
        Instant.ofEpochMilli(row.getLong("project_created_at")),
        KeyRows.instant(row, "project_archived_at"));
  }
}
