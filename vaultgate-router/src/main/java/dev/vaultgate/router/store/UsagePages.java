package dev.vaultgate.router.store;

import dev.vaultgate.router.usage.UsagePage;
import dev.vaultgate.router.usage.UsageQuery;
import dev.vaultgate.router.usage.UsageRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Pages of usage records in SQLite. Each way of finding them is quick where another is slow:
 *
 * <ul>
 *   <li>Where everything is asked for, or much of it, a page is among the next thousands of rows.
 *   <li>Where little is asked for, there are few kinds of such calls, and the newest of each kind
 *       are found by an index; so are requests by the beginning of their id. It goes back in time
 *       step by step, because there may be many of them long ago.
 * </ul>
 */
final class UsagePages {

  /** How many rows are looked through before the indexes are asked; some milliseconds' worth. */
  private static final int NEAR = 4_000;

  /** How many times as far back each step goes as the one before it. */
  private static final int FARTHER = 16;

  private static final String RANGE = " BETWEEN :first AND :last";

  private static final String FOUND_NEAR =
      " AND (substr(r.request_id, 1, length(:search)) = :search"
          + " OR instr(lower(k.model), lower(:search)) > 0)";

  private static final String FOUND_MODEL = " AND instr(lower(k.model), lower(:search)) > 0";

  /** No letter comes after the last one of Unicode, so this is whatever begins so. */
  private static final String FOUND_REQUESTS =
      " UNION SELECT f.id AS id FROM usage_record f INDEXED BY usage_record_request"
          + " CROSS JOIN usage_kind k ON k.id = f.kind_id"
          + " WHERE f.request_id >= :search AND f.request_id < :search || char(1114111)"
          + " AND f.id"
          + RANGE
          + " AND ";

  private final Handle handle;
  private final UsageQuery query;
  private final UsageConditions conditions;
  private final int max;
  private final long first;
  private final long last;

  private UsagePages(Handle handle, UsageQuery query, int max, long start) {
    this.handle = handle;
    this.query = query;
    this.conditions = UsageConditions.of(query, UsageKind.Scope.CALL);
    this.max = max;
    this.first = query.from() == null ? 0 : UsageNumbers.from(query.from());
    long end = query.until() == null ? Long.MAX_VALUE : UsageNumbers.from(query.until()) - 1;
    this.last = Math.min(start, end);
  }

  static UsagePage read(Handle handle, UsageQuery query, int max, long start) {
    return new UsagePages(handle, query, max, start).read();
  }

  private UsagePage read() {
    Rows rows = near();
    if (!rows.arePage(max) && isPicky()) {
      rows = unseen().map(this::far).orElse(rows);
    }
    return rows.page(max);
  }

  /** Whether some calls in the range may not fit. */
  private boolean isPicky() {
    return query.search() != null || !UsageConditions.areNone(query);
  }

  /** What fits among the next rows. */
  private Rows near() {
    String found = query.search() == null ? "" : FOUND_NEAR;
    return rows(
        ask(
                "SELECT "
                    + UsageRows.SELECTED
                    + " FROM (SELECT * FROM usage_record WHERE id"
                    + RANGE
                    + " ORDER BY id DESC LIMIT :near) r"
                    + " CROSS JOIN usage_kind k ON k.id = r.kind_id WHERE "
                    + conditions.sql()
                    + found
                    + " ORDER BY r.id DESC LIMIT :max",
                first)
            .bind("near", isPicky() ? NEAR : max + 1));
  }

  /**
   * What the next rows are not all of.
   *
   * @param newest the first row of them all
   * @param next the first row that was not looked at
   * @param oldest the last row that there is
   */
  private record Unseen(long newest, long next, long oldest) {}

  private Optional<Unseen> unseen() {
    return handle
        .createQuery(
            "SELECT (SELECT max(id) FROM usage_record WHERE id <= :last), n.id,"
                + " (SELECT min(id) FROM usage_record) FROM (SELECT id FROM usage_record WHERE id"
                + RANGE
                + " ORDER BY id DESC LIMIT 1 OFFSET :near) n")
        .bind("first", first)
        .bind("last", last)
        .bind("near", NEAR)
        .map((row, context) -> new Unseen(row.getLong(1), row.getLong(2), row.getLong(3)))
        .findOne();
  }

  private Rows far(Unseen unseen) {
    long end = Math.max(first, unseen.oldest());
    long reach = Math.max(1, unseen.newest() - unseen.next());
    Rows rows = new Rows();
    long begin = Long.MAX_VALUE;
    while (begin > end && !rows.arePage(max)) {
      boolean isLast = reach >= (unseen.newest() - end) / FARTHER;
      reach = isLast ? reach : reach * FARTHER;
      begin = isLast ? end : unseen.newest() - reach;
      rows = far(begin);
    }
    return rows;
  }

  /** The newest of each kind that fits, and the requests whose id does, back to a row. */
  private Rows far(long begin) {
    String kinds =
        "SELECT n.id AS id FROM usage_kind k CROSS JOIN usage_record n ON n.id IN"
            + " (SELECT id FROM usage_record WHERE kind_id = k.id AND id"
            + RANGE
            + " ORDER BY id DESC LIMIT :max) WHERE "
            + conditions.sql();
    String ids =
        query.search() == null ? kinds : kinds + FOUND_MODEL + FOUND_REQUESTS + conditions.sql();
    return rows(
        ask(
            "SELECT "
                + UsageRows.SELECTED
                + " FROM ("
                + ids
                + " ORDER BY 1 DESC LIMIT :max) page CROSS JOIN usage_record r ON r.id = page.id"
                + " CROSS JOIN usage_kind k ON k.id = r.kind_id ORDER BY r.id DESC",
            begin));
  }

  private Query ask(String sql, long begin) {
    Query asked =
        handle
            .createQuery(sql)
            .bindMap(conditions.values())
            .bind("first", begin)
            .bind("last", last)
            .bind("max", max + 1);
    return query.search() == null ? asked : asked.bind("search", query.search());
  }

  private static Rows rows(Query asked) {
    Rows rows = new Rows();
    asked
        .map(
            (row, context) -> {
              rows.ids.add(row.getLong("id"));
              return UsageRows.read(row);
            })
        .forEach(rows.records::add);
    return rows;
  }

  /** Records with their numbers, one more than a page if there are so many. */
  private static final class Rows {
    private final List<UsageRecord> records = new ArrayList<>();
    private final List<Long> ids = new ArrayList<>();

    boolean arePage(int max) {
      return records.size() > max;
    }

    UsagePage page(int max) {
      @Nullable Long next = arePage(max) ? ids.get(max) : null;
      return new UsagePage(next == null ? records : records.subList(0, max), next);
    }
  }
}
