package dev.vaultgate.router.usage;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which calls are asked for; a part that is null asks for any.
 *
 * @param from the earliest start, inclusive
 * @param until the latest start, exclusive
 * @param owner the account whose calls alone may be seen, by its id
 * @param sides what the sides of a call must be
 * @param failedOnly whether calls that ended {@link Outcome#OK} are left out
 * @param search what a request's id begins with or a model's name holds, letter for letter
 */
public record UsageQuery(
    @Nullable Instant from,
    @Nullable Instant until,
    @Nullable Long owner,
    Map<UsageSide, String> sides,
    boolean failedOnly,
    @Nullable String search) {

  public static final UsageQuery ALL = new UsageQuery(null, null, null, Map.of(), false, null);

  public UsageQuery {
    sides = Map.copyOf(sides);
  }

  /** From this start, inclusive, until that, exclusive. */
  public UsageQuery between(@Nullable Instant from, @Nullable Instant until) {
    return new UsageQuery(from, until, owner, sides, failedOnly, search);
  }

  /** Only calls of an account, or anybody's for null. */
  public UsageQuery ownedBy(@Nullable Long account) {
    return new UsageQuery(from, until, account, sides, failedOnly, search);
  }

  /** Only calls of which a side is this. */
  public UsageQuery where(UsageSide side, String value) {
    Map<UsageSide, String> more = new EnumMap<>(UsageSide.class);
    more.putAll(sides);
    more.put(side, value);
    return new UsageQuery(from, until, owner, more, failedOnly, search);
  }

  /** Only calls that did not end well. */
  public UsageQuery failed() {
    return new UsageQuery(from, until, owner, sides, true, search);
  }

  /** Only calls whose request's id begins so, or whose model's name holds this. */
  public UsageQuery search(@Nullable String text) {
    return new UsageQuery(from, until, owner, sides, failedOnly, text);
  }

  /** Whether a call is asked for. */
  public boolean matches(UsageRecord call) {
    return (from == null || !call.startedAt().isBefore(from))
        && (until == null || call.startedAt().isBefore(until))
        && (owner == null || owner == call.accountId())
        && sides.entrySet().stream()
            .allMatch(side -> side.getKey().of(call).equals(side.getValue()))
        && !(failedOnly && call.outcome() == Outcome.OK)
        && (search == null || finds(search, call));
  }

  private static boolean finds(String text, UsageRecord call) {
    return call.requestId().startsWith(text)
        || call.model().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
  }
}
