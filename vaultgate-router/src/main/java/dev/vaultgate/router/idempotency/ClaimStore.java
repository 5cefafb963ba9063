package dev.vaultgate.router.idempotency;

import dev.vaultgate.api.ConflictException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names of requests. A claim stands while its request runs, and for a day after it has ended; that
 * of a request that came to nothing is free again. Claims of calls that cost something are made and
 * ended by the ledger, in one transaction with their hold and its end; whoever claims for other
 * work does it here. Claims of a process that ended are free when the store is next opened. Safe
 * for many threads.
 */
public interface ClaimStore {

  /** How long the end of a request is remembered. */
  Duration REMEMBERED = Duration.ofDays(1);

  /**
   * Claims a name.
   *
   * @throws ConflictException when it is taken, see {@link Conflicts#inProgress()}
   */
  void make(Claim claim);

  /**
   * Ends the request of a claim.
   *
   * @param answer what came of it, or null to free the name
   */
  void end(Claim claim, @Nullable StoredAnswer answer);

  /** Who has claimed a name, if somebody has. */
  Optional<Claimed> find(String scope, String name);

  /**
   * Forgets some requests that ended before a time; how many they were.
   *
   * @param max how many at most
   */
  int forget(Instant before, int max);
}
