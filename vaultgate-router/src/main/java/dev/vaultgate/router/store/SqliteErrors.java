package dev.vaultgate.router.store;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** What SQLite's result codes say about who is to blame. */
final class SqliteErrors {

  /** Extended codes carry the plain one in their last byte. */
  private static final int PLAIN = 0xFF;

  private SqliteErrors() {}

  /**
   * Whether the statement itself is refused, so that it always will be, in contrast to storage that
   * is full, busy, read-only or broken.
   */
  static boolean isAboutTheStatement(SQLException e) {
    SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(e.getErrorCode() & PLAIN);
    return switch (code) {
      case SQLITE_ERROR, SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_TOOBIG, SQLITE_RANGE -> true;
      default -> false;
    };
  }
}
