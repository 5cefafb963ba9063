package dev.vaultgate.router.store;

import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.account.ProjectStore;
import dev.vaultgate.router.account.ProjectTerms;
import dev.vaultgate.router.account.Rates;
import dev.vaultgate.router.account.Viewer;
import dev.vaultgate.router.store.SqliteWriter.Work;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Projects in SQLite. */
final class SqliteProjects implements ProjectStore {

  private static final String PROJECTS =
      "SELECT p.id AS project_id, p.account_id, "
          + ProjectRows.COLUMNS
          + ", a.name AS account_name, a.unlimited, a.created_at AS account_created_at"
          + " FROM project p JOIN allowance pa ON pa.owner = p.id"
          + " JOIN account a ON a.id = p.account_id ";

  /** Whose projects somebody may see. */
  private static final String SEEN =
      "(:account IS NULL OR p.account_id = :account OR p.id IN"
          + " (SELECT project_id FROM project_member WHERE person_id = :user))";

  private final SqliteWriter writer;
  private final SqliteReads reads;
  private final Tally tally;

  SqliteProjects(SqliteWriter writer, SqliteReads reads, Tally tally) {
    this.writer = writer;
    this.reads = reads;
    this.tally = tally;
  }

  @Override
  public void add(Project project) {
    Rates rates = project.terms().rates();
    writer.write(
        db -> {
          AllowanceRows.add(db, project.id(), project.terms().budget());
          tally.bound(project.id(), project.terms().budget());
          db.run(
              "INSERT INTO project (id, account_id, name, requests_per_minute, tokens_per_minute,"
                  + " concurrency_max, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
              project.id(),
              project.account().id(),
              project.name(),
              (long) rates.requestsPerMinute(),
              (long) rates.tokensPerMinute(),
              (long) rates.concurrencyMax(),
              project.createdAt().toEpochMilli());
          return RowDigests.PROJECTS.mark(db, project.id());
        });
  }

  @Override
  public Optional<Project> find(String id, @Nullable Viewer viewer) {
    String query = PROJECTS + "WHERE p.id = :id AND " + SEEN;
    return reads.read(
        handle ->
            ProjectRows.seen(handle.createQuery(query), viewer)
                .bind("id", id)
                .map((row, context) -> ProjectRows.project(row, KeyRows.accountOf(row)))
                .findOne());
  }

  @Override
  public List<Project> projects(@Nullable Viewer viewer) {
    String query = PROJECTS + "WHERE " + SEEN + " ORDER BY p.created_at, p.id";
    return reads.read(
        handle ->
            ProjectRows.seen(handle.createQuery(query), viewer)
                .map((row, context) -> ProjectRows.project(row, KeyRows.accountOf(row)))
                .list());
  }

  @Override
  public boolean update(String id, String name, ProjectTerms terms) {
    Rates rates = terms.rates();
    return change(
        id,
        db -> {
          AllowanceRows.bound(db, id, terms.budget());
          tally.bound(id, terms.budget());
          return db.run(
                  "UPDATE project SET name = ?, requests_per_minute = ?, tokens_per_minute = ?,"
                      + " concurrency_max = ? WHERE id = ?",
                  name,
                  (long) rates.requestsPerMinute(),
                  (long) rates.tokensPerMinute(),
                  (long) rates.concurrencyMax(),
                  id)
              > 0;
        });
  }

  @Override
  public boolean archive(String id, @Nullable Instant at) {
    return change(
        id,
        db ->
            db.run(
                    "UPDATE project SET archived_at = ? WHERE id = ?",
                    at == null ? null : at.toEpochMilli(),
                    id)
                > 0);
  }

  @Override
  public List<String> changedElsewhere() {
    return reads.read(RowDigests.PROJECTS::changedElsewhere);
  }

  private boolean change(String id, Work<Boolean> change) {
    return writer.write(db -> RowDigests.PROJECTS.change(db, id, change));
  }
}
