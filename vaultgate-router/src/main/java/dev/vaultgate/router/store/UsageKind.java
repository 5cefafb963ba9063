package dev.vaultgate.router.store;

import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSide;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What calls have in common, as far as a scope looks at them; what it does not look at is empty.
 */
record UsageKind(
    Scope scope,
    long accountId,
    String account,
    String projectId,
    String keyId,
    String type,
    String model,
    String provider,
    String upstreamModel,
    String outcome,
    int status,
    String errorCode) {

  /** How much of a call is looked at: little first, and everything last. */
  enum Scope {
    ALL(EnumSet.of(UsageSide.TYPE, UsageSide.OUTCOME)),
    /** What was asked, and what came of it. */
    MODEL(
        EnumSet.of(
            UsageSide.TYPE,
            UsageSide.MODEL,
            UsageSide.PROVIDER,
            UsageSide.UPSTREAM_MODEL,
            UsageSide.OUTCOME,
            UsageSide.STATUS,
            UsageSide.ERROR)),
    /** Who asked. */
    KEY(EnumSet.of(UsageSide.KEY, UsageSide.ACCOUNT, UsageSide.PROJECT, UsageSide.OUTCOME)),
    CALL(EnumSet.allOf(UsageSide.class));

    @SuppressWarnings("ImmutableEnumChecker") // Nobody changes it, and no other sees it.
    private final Set<UsageSide> sides;

    Scope(Set<UsageSide> sides) {
      this.sides = sides;
    }

    /** The first scope that looks at all these sides. */
    static Scope of(Set<UsageSide> sides) {
      return Stream.of(values())
          .filter(scope -> scope.sides.containsAll(sides))
          .findFirst()
          .orElse(CALL);
    }

    /** The word in storage. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private String text(UsageSide side, UsageRecord call) {
      return sides.contains(side) ? side.of(call) : "";
    }
  }

  static UsageKind of(UsageRecord call, Scope scope) {
    return new UsageKind(
        scope,
        scope.sides.contains(UsageSide.ACCOUNT) ? call.accountId() : 0,
        scope.text(UsageSide.ACCOUNT, call),
        scope.text(UsageSide.PROJECT, call),
        scope.text(UsageSide.KEY, call),
        scope.text(UsageSide.TYPE, call),
        scope.text(UsageSide.MODEL, call),
        scope.text(UsageSide.PROVIDER, call),
        scope.text(UsageSide.UPSTREAM_MODEL, call),
        scope.text(UsageSide.OUTCOME, call),
        scope.sides.contains(UsageSide.STATUS) ? call.status() : 0,
        scope.text(UsageSide.ERROR, call));
  }
}
