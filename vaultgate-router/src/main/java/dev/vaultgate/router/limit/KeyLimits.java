package dev.vaultgate.router.limit;

import dev.vaultgate.api.RateLimitException;
import dev.vaultgate.router.account.ApiKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The limits of all keys in this process: requests per minute, and calls at once. A key with
 * nothing running whose last minute is empty is forgotten within another minute, so that there are
 * never more counters than keys in use. Safe for many threads; a key's lock is its own, and is held
 * for a few additions.
 */
public final class KeyLimits {

  private static final long SWEEP_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final LongSupplier ticker;
  private final ConcurrentMap<String, Slot> slots = new ConcurrentHashMap<>();
  private final AtomicLong nextSweep;

  /**
   * @param ticker elapsed nanoseconds, which never run backwards
   */
  public KeyLimits(LongSupplier ticker) {
    this.ticker = ticker;
    this.nextSweep = new AtomicLong(ticker.getAsLong() + SWEEP_NANOS);
  }

  /** A call that was let in. It ends once; ending it again changes nothing. */
  public interface Place {

    /** The call has ended. */
    void leave();

    /** The call was refused for another reason, so that it does not count at all. */
    void cancel();
  }

  /**
   * Lets a call in.
   *
   * @throws RateLimitException when the key has used up its minute, or has as many calls running as
   *     it may; with the time of the next free place
   */
  public Place enter(ApiKey key) {
    forgetIdleKeys();
    while (true) {
      Slot slot = slots.computeIfAbsent(key.id(), id -> new Slot());
      long now;
      KeyCounter.Refusal refusal;
      synchronized (slot) {
        if (slot.forgotten) {
          continue;
        }
        // Read under the lock, so that a counter never sees time run backwards.
        now = ticker.getAsLong();
        refusal = slot.counter.enter(key.requestsPerMinute(), key.terms().concurrencyMax(), now);
      }
      if (refusal != null) {
        throw refusal.toException();
      }
      return new Entered(slot, now);
    }
  }

  /** How a key stands now. */
  public RateState state(ApiKey key) {
    int limit = key.requestsPerMinute();
    if (limit == 0) {
      return RateState.UNLIMITED;
    }
    @Nullable Slot slot = slots.get(key.id());
    if (slot == null) {
      return new RateState(limit, limit, 0);
    }
    synchronized (slot) {
      return slot.counter.state(limit, ticker.getAsLong());
    }
  }

  /** How many keys are remembered. */
  int size() {
    return slots.size();
  }

  private void forgetIdleKeys() {
    long now = ticker.getAsLong();
    long due = nextSweep.get();
    if (now - due < 0 || !nextSweep.compareAndSet(due, now + SWEEP_NANOS)) {
      return;
    }
    slots.forEach(
        (id, slot) -> {
          synchronized (slot) {
            if (slot.counter.isIdle(ticker.getAsLong())) {
              slot.forgotten = true;
              slots.remove(id, slot);
            }
          }
        });
  }

  /** One key's counter, guarded by this object's monitor like the mark that it is out of use. */
  private static final class Slot {
    private final KeyCounter counter = new KeyCounter();
    private boolean forgotten;
  }

  private final class Entered implements Place {
    private final Slot slot;
    private final long enteredAt;
    private boolean ended;

    Entered(Slot slot, long enteredAt) {
      this.slot = slot;
      this.enteredAt = enteredAt;
    }

    @Override
    public void leave() {
      synchronized (slot) {
        if (!ended) {
          ended = true;
          slot.counter.leave();
        }
      }
    }

    @Override
    public void cancel() {
      synchronized (slot) {
        if (!ended) {
          ended = true;
          slot.counter.cancel(enteredAt, ticker.getAsLong());
        }
      }
    }
  }
}
