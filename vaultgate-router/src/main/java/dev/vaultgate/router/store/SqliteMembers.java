package dev.vaultgate.router.store;

import dev.vaultgate.router.user.MemberStore;
import dev.vaultgate.router.user.ProjectMember;
import dev.vaultgate.router.user.ProjectRole;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Members in the table {@code project_member}. */
final class SqliteMembers implements MemberStore {

  private static final String MEMBERS =
      """
      SELECT p.*, a.name AS account_name, a.unlimited, a.created_at AS account_created_at,
        m.role AS member_role, m.since
      FROM project_member m
        JOIN person p ON p.id = m.person_id
        JOIN account a ON a.id = p.account_id
      WHERE m.project_id = :project
      ORDER BY m.since, p.seq
      """;

  private final SqliteWriter writer;
  private final SqliteReads reads;

  SqliteMembers(SqliteWriter writer, SqliteReads reads) {
    this.writer = writer;
    this.reads = reads;
  }

  @Override
  public void put(String projectId, String userId, ProjectRole role, Instant since) {
    writer.write(
        db ->
            db.run(
                "INSERT INTO project_member (project_id, person_id, role, since)"
                    + " VALUES (?1, ?2, ?3, ?4)"
                    + " ON CONFLICT (project_id, person_id) DO UPDATE SET role = ?3",
                projectId,
                userId,
                role.word(),
                since.toEpochMilli()));
  }

  @Override
  public boolean remove(String projectId, String userId) {
    return writer.write(
        db ->
            db.run(
                    "DELETE FROM project_member WHERE project_id = ? AND person_id = ?",
                    projectId,
                    userId)
                > 0);
  }

  @Override
  public List<ProjectMember> of(String projectId) {
    return reads.read(
        handle ->
            handle
                .createQuery(MEMBERS)
                .bind("project", projectId)
                .map(
                    (row, context) ->
                        new ProjectMember(
                            UserRows.user(row, context),
                            ProjectRole.parse(row.getString("member_role")),
                            Instant.ofEpochMilli(row.getLong("since"))))
                .list());
  }

  @Override
  public Optional<ProjectRole> role(String projectId, String userId) {
    return reads.read(
        handle ->
            handle
                .createQuery(
                    "SELECT role FROM project_member"
                        + " WHERE project_id = :project AND person_id = :user")
                .bind("project", projectId)
                .bind("user", userId)
                .map((row, context) -> ProjectRole.parse(row.getString("role")))
                .findOne());
  }
}
