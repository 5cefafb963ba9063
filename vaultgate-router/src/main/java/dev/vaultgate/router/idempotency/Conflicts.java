package dev.vaultgate.router.idempotency;

import dev.vaultgate.api.ConflictException;
import java.time.Duration;

/** What is said to whoever sends a request again. Pure. */
public final class Conflicts {

  private static final String IN_PROGRESS = "idempotency_in_progress";
  private static final String CONFLICT = "idempotency_conflict";

  private Conflicts() {}

  /** The first one still runs; soon there is more to say. */
  public static ConflictException inProgress() {
    return new ConflictException(
        IN_PROGRESS,
        "A request with this Idempotency-Key is running. Send it again when it has ended.",
        Duration.ofSeconds(1));
  }

  /** Whether that is what an error says. */
  public static boolean isInProgress(ConflictException error) {
    return IN_PROGRESS.equals(error.code());
  }

  /**
   * What came of the first request, for the same one that comes again.
   *
   * @throws ConflictException when it cannot be given
   */
  public static StoredAnswer answer(Claim again, Claimed first) {
    if (!first.claim().fingerprint().equals(again.fingerprint())) {
      throw new ConflictException(
          CONFLICT,
          "This Idempotency-Key was used for another request. Use a new one for each request.",
          null);
    } else if (!first.isOver()) {
      throw inProgress();
    } else if (!first.answer().isKept()) {
      throw new ConflictException(
          CONFLICT,
          "The request with this Idempotency-Key was done, and charged once. Its answer cannot be"
              + " given again: it was not stored, because the key's stores_answers is off, or the"
              + " answer was not whole or too large.",
          null);
    }
    return first.answer();
  }
}
