package dev.vaultgate.router.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vaultgate.router.store.SqliteWriter.Work;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * Marks by which it is seen that the row of a key or project was changed by somebody else than this
 * program: SHA-256 over all that says what it may do. What is empty, zero or null is left out, so
 * that a column which comes with a later schema changes no mark. Whoever may write to the file may
 * make marks too; this finds a hand in the data, and keeps none out.
 */
enum RowDigests {
  KEYS(
      "api_key",
      "(SELECT group_concat(hash || ' ' || coalesce(expires_at, ''))"
          + " FROM (SELECT * FROM key_secret WHERE key_id = r.id ORDER BY hash))"),
  PROJECTS("project", "NULL");

  /** What changes without anybody's changing what the row says. */
  private static final Set<String> LEFT_OUT = Set.of("digest", "last_used_at");

  private final String rows;
  private final String row;
  private final String mark;

  /**
   * @param parts of a row, in rows of another table, as one text
   */
  RowDigests(String table, String parts) {
    this.rows =
        "SELECT r.*, "
            + parts
            + " AS parts, a.credit_max, a.credit_max_day, a.credit_max_month, a.tokens_max,"
            + " a.tokens_max_day, a.tokens_max_month FROM "
            + table
            + " r LEFT JOIN allowance a ON a.owner = r.id";
    this.row = rows + " WHERE r.id = ?";
    this.mark = "UPDATE " + table + " SET digest = ? WHERE id = ?";
  }

  /** Marks a new row. */
  boolean mark(Statements db, String id) throws SQLException {
    return db.run(mark, db.first(row, RowDigests::of, id), id) > 0;
  }

  /** Changes a row and marks it anew, unless it was not as it was marked: that is not to vanish. */
  boolean change(Statements db, String id, Work<Boolean> change) throws SQLException {
    boolean isRight = Boolean.TRUE.equals(db.first(row, RowDigests::isRight, id));
    boolean changed = change.run(db);
    return changed && (!isRight || mark(db, id));
  }

  private static boolean isRight(ResultSet row) throws SQLException {
    return of(row).equals(row.getString("digest"));
  }

  /** The ids of rows that are not as they were marked. */
  List<String> changedElsewhere(Handle handle) {
    return handle
        .createQuery(rows + " ORDER BY r.created_at, r.id")
        .map((row, context) -> isRight(row) ? "" : row.getString("id"))
        .filter(id -> !id.isEmpty())
        .list();
  }

  private static String of(ResultSet row) throws SQLException {
    Map<String, String> said = new TreeMap<>();
    ResultSetMetaData columns = row.getMetaData();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String value = row.getString(i);
      if (value != null && !value.isEmpty() && !value.equals("0")) {
        said.put(columns.getColumnLabel(i), value);
      }
    }
    said.keySet().removeAll(LEFT_OUT);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(said.toString().getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
