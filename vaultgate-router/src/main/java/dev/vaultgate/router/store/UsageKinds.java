package dev.vaultgate.router.store;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers of kinds of calls; the latest are remembered. For the writer's thread. */
final class UsageKinds {

  private static final int REMEMBERED_MAX = 20_000;
  private static final float LOAD = 0.75f;

  private final Map<UsageKind, Long> remembered =
      new LinkedHashMap<>(64, LOAD, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UsageKind, Long> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  /** The number of a kind, which is given one when it is new. */
  long number(Statements db, UsageKind kind) throws SQLException {
    Long known = remembered.get(kind);
    if (known != null) {
      return known;
    }
    Long stored = stored(db, kind);
    if (stored == null) {
      add(db, kind);
      stored = stored(db, kind);
    }
    if (stored == null) {
      throw new IllegalStateException("a kind of calls that was added is not there: " + kind);
    }
    remembered.put(kind, stored);
    return stored;
  }

  /** Remembers nothing that may have been rolled back. */
  void forget() {
    remembered.clear();
  }

  private static @Nullable Long stored(Statements db, UsageKind kind) throws SQLException {
    return db.number(
        "SELECT id FROM usage_kind WHERE scope = ? AND account_id = ? AND account = ?"
            + " AND project_id = ? AND key_id = ? AND type = ? AND model = ? AND provider = ?"
            + " AND upstream_model = ? AND outcome = ? AND status = ? AND error_code = ?",
        values(kind));
  }

  private static void add(Statements db, UsageKind kind) throws SQLException {
    db.run(
        "INSERT INTO usage_kind (scope, account_id, account, project_id, key_id, type, model, provider,"
            + " upstream_model, outcome, status, error_code)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        values(kind));
  }

  private static Object[] values(UsageKind kind) {
    return new Object[] {
      kind.scope().word(),
      kind.accountId(),
      kind.account(),
      kind.projectId(),
      kind.keyId(),
      kind.type(),
      kind.model(),
      kind.provider(),
      kind.upstreamModel(),
      kind.outcome(),
      (long) kind.status(),
      kind.errorCode()
    };
  }
}
