package dev.vaultgate.router.store;

import dev.vaultgate.router.usage.UsageQuery;
import dev.vaultgate.router.usage.UsageSide;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a query asks of the kinds of calls, as conditions on {@code usage_kind k}: our own words,
 * and the values bound to them.
 *
 * @param sql begins with the condition on the scope
 */
record UsageConditions(String sql, Map<String, Object> values) {

  UsageConditions {
    values = Map.copyOf(values);
  }

  static UsageConditions of(UsageQuery query, UsageKind.Scope scope) {
    Map<String, Object> values = new LinkedHashMap<>();
    StringBuilder sql = new StringBuilder("k.scope = :scope");
    values.put("scope", scope.word());
    if (query.owner() != null) {
      sql.append(" AND k.account_id = :owner");
      values.put("owner", query.owner());
    }
    query
        .sides()
        .forEach(
            (side, value) -> {
              sql.append(" AND k.").append(side.word()).append(" = :").append(side.word());
              values.put(side.word(), value);
            });
    if (query.failedOnly()) {
      sql.append(" AND k.outcome <> 'ok'");
    }
    return new UsageConditions(sql.toString(), values);
  }

  /** Whether every call fits. */
  static boolean areNone(UsageQuery query) {
    return query.owner() == null && query.sides().isEmpty() && !query.failedOnly();
  }

  /** The scope that has the calls of a query in the fewest sums. */
  static UsageKind.Scope scope(UsageQuery query) {
    return UsageKind.Scope.of(sides(query));
  }

  /** The scope that has them by one of their sides. */
  static UsageKind.Scope scope(UsageQuery query, UsageSide by) {
    Set<UsageSide> sides = sides(query);
    sides.add(by);
    return UsageKind.Scope.of(sides);
  }

  /** The sides that a query looks at. */
  private static Set<UsageSide> sides(UsageQuery query) {
    Set<UsageSide> sides = EnumSet.noneOf(UsageSide.class);
    sides.addAll(query.sides().keySet());
    if (query.owner() != null) {
      sides.add(UsageSide.ACCOUNT);
    }
    if (query.failedOnly()) {
      sides.add(UsageSide.OUTCOME);
    }
    return sides;
  }
}
