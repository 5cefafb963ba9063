package dev.vaultgate.router.store;

import dev.vaultgate.router.idempotency.Claim;
import dev.vaultgate.router.idempotency.ClaimStore;
import dev.vaultgate.router.idempotency.Claimed;
import dev.vaultgate.router.idempotency.Conflicts;
import dev.vaultgate.router.idempotency.StoredAnswer;
import dev.vaultgate.router.time.SystemTime;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names of requests in a map, guarded by this object's monitor. Of those that have ended it keeps
 * the latest thousands, and of their answers as many as have room, so that it has bounds.
 */
final class InMemoryClaims implements ClaimStore {

  private static final int ENDED_MAX = 10_000;
  private static final long BYTES_MAX = 64L * 1024 * 1024;

  private final SystemTime time;
  private final Map<Name, Claim> running = new LinkedHashMap<>();

  /** In the order in which they ended. */
  private final Map<Name, Ended> ended = new LinkedHashMap<>();

  /** Of all answers. */
  private long bytes;

  private record Name(String scope, String name) {
    static Name of(Claim claim) {
      return new Name(claim.scope(), claim.name());
    }
  }

  private record Ended(Claim claim, Instant at, StoredAnswer answer) {}

  InMemoryClaims(SystemTime time) {
    this.time = time;
  }

  @Override
  public synchronized void make(Claim claim) {
    if (find(claim.scope(), claim.name()).isPresent()) {
      throw Conflicts.inProgress();
    }
    running.put(Name.of(claim), claim);
  }

  @Override
  public synchronized void end(Claim claim, @Nullable StoredAnswer answer) {
    Name name = Name.of(claim);
    if (running.remove(name) != null && answer != null) {
      drop(ended.remove(name));
      ended.put(name, new Ended(claim, time.now(), answer));
      bytes += answer.body().length;
      bound();
    }
  }

  private void drop(@Nullable Ended end) {
    bytes -= end == null ? 0 : end.answer().body().length;
  }

  /** Lets go of the oldest, and of the answers of the next oldest. */
  private void bound() {
    Iterator<Map.Entry<Name, Ended>> oldest = ended.entrySet().iterator();
    if (ended.size() > ENDED_MAX) {
      drop(oldest.next().getValue());
      oldest.remove();
    }
    while (bytes > BYTES_MAX) {
      Map.Entry<Name, Ended> entry = oldest.next();
      Ended end = entry.getValue();
      drop(end);
      entry.setValue(new Ended(end.claim(), end.at(), StoredAnswer.NOT_KEPT));
    }
  }

  @Override
  public synchronized Optional<Claimed> find(String scope, String name) {
    Name wanted = new Name(scope, name);
    Claim claim = running.get(wanted);
    if (claim != null) {
      return Optional.of(new Claimed(claim, false, StoredAnswer.NOT_KEPT));
    }
    Instant forgotten = time.now().minus(REMEMBERED);
    return Optional.ofNullable(ended.get(wanted))
        .filter(end -> end.at().isAfter(forgotten))
        .map(end -> new Claimed(end.claim(), true, end.answer()));
  }

  @Override
  public synchronized int forget(Instant before, int max) {
    int forgotten = 0;
    Iterator<Ended> oldest = ended.values().iterator();
    boolean more = true;
    while (more && forgotten < max && oldest.hasNext()) {
      Ended end = oldest.next();
      more = end.at().isBefore(before);
      if (more) {
        drop(end);
        oldest.remove();
        forgotten++;
      }
    }
    return forgotten;
  }
}
