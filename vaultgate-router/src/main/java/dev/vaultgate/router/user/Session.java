package dev.vaultgate.router.user;

import java.time.Duration;
import java.time.Instant;

/**
 * A login at a browser: from signing in until signing out, twelve hours without a request, seven
 * days in all, a change of the password, or the user's end.
 *
 * @param id names the login where its token must not appear
 * @param seenAt when its last request came, to about a minute
 * @param address from where the user signed in
 * @param agent what the browser calls itself, shortened
 */
public record Session(
    String id, String userId, Instant createdAt, Instant seenAt, String address, String agent) {

  public static final Duration IDLE_MAX = Duration.ofHours(12);
  public static final Duration AGE_MAX = Duration.ofDays(7);

  /** When it ends, if no request comes before. */
  public Instant endsAt() {
    Instant idle = seenAt.plus(IDLE_MAX);
    Instant old = createdAt.plus(AGE_MAX);
    return idle.isBefore(old) ? idle : old;
  }

  boolean isOver(Instant now) {
    return !now.isBefore(endsAt());
  }
}
