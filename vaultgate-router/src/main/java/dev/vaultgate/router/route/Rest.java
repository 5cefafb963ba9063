package dev.vaultgate.router.route;

import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.client.Notes;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A rest that a provider asked for, or that its answer implies.
 *
 * @param state what is told of it
 * @param until the nanosecond at which it ends
 * @param probed whether one call finds out at its end whether all is well
 */
record Rest(Standing.State state, long until, boolean probed) {

  /** What a wrong key takes: until somebody does something about it. */
  private static final long FOR_GOOD = Long.MAX_VALUE;

  /** The rest that a fault calls for, or null for none. */
  static @Nullable Rest of(
      UpstreamFault fault,
      @Nullable Duration hint,
      int limitsInARow,
      double chance,
      HealthSettings settings,
      long now) {
    return switch (fault) {
      case RATE_LIMITED ->
          new Rest(
              Standing.State.LIMITED,
              now + limited(hint, limitsInARow, chance, settings).toNanos(),
              false);
      case OVERLOADED ->
          hint == null
              ? null
              : new Rest(Standing.State.OVERLOADED, now + clamped(hint, settings).toNanos(), false);
      case EXHAUSTED ->
          new Rest(Standing.State.EXHAUSTED, now + settings.exhausted().toNanos(), true);
      case MODEL_MISSING ->
          new Rest(Standing.State.MISSING_MODEL, now + settings.missing().toNanos(), true);
      case AUTH -> new Rest(Standing.State.WRONG_KEY, FOR_GOOD, false);
      case SERVER,
          UNREACHABLE,
          TLS,
          TIMEOUT,
          INVALID_RESPONSE,
          EMPTY_RESPONSE,
          TOO_LARGE,
          CONNECTION_LOST,
          STALE_CONNECTION,
          STREAM_ERROR,
          STREAM_TRUNCATED,
          UNAVAILABLE ->
          null;
    };
  }

  /** How long it is, in words for the log. */
  Notes notes(@Nullable Duration hint, HealthSettings settings, long now) {
    String seconds =
        until == FOR_GOOD
            ? "until_enabled"
            : BigDecimal.valueOf(TimeUnit.NANOSECONDS.toMillis(until - now), 3)
                .stripTrailingZeros()
                .toPlainString();
    boolean isHinted = state == Standing.State.LIMITED || state == Standing.State.OVERLOADED;
    return Notes.of("rested_s", seconds)
        .when(isHinted && hint != null && !hint.equals(clamped(hint, settings)), "hint_clamped");
  }

  boolean isOver(long now) {
    return until != FOR_GOOD && until - now <= 0;
  }

  /** Without a hint the rest doubles each time, with full jitter beyond the first second. */
  private static Duration limited(
      @Nullable Duration hint, int repeats, double chance, HealthSettings settings) {
    if (hint != null) {
      return clamped(hint, settings);
    }
    long most = Math.min(1L << Math.min(repeats, 16), settings.limitedMax().toSeconds());
    return Duration.ofMillis(1000 + (long) ((most - 1) * 1000 * chance));
  }

  private static Duration clamped(Duration hint, HealthSettings settings) {
    if (hint.compareTo(settings.hintMin()) < 0) {
      return settings.hintMin();
    }
    return hint.compareTo(settings.hintMax()) > 0 ? settings.hintMax() : hint;
  }
}
