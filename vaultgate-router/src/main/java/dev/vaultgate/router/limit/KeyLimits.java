package dev.vaultgate.router.limit;

import dev.vaultgate.api.RateLimitException;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.account.Rates;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The limits of all keys and projects in this process: requests and tokens per minute, and calls at
 * once. What has nothing running and an empty last minute is forgotten within another minute, so
 * that there are never more counters than keys in use, and never more than a bound: beyond it keys
 * without limits are not counted, and further keys with limits wait, since to forget one that is in
 * use would give it a new minute. Safe for many threads; a key's lock is its own, a project's is
 * taken inside it, and both are held for a few additions.
 */
public final class KeyLimits {

  /** A key that asks seldom takes some 300 bytes. */
  private static final int COUNTED_MAX = 200_000;

  private static final long SWEEP_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** How soon it is worth while to look again for room where there was none. */
  private static final long SWEEP_IN_NEED_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier ticker;
  private final int countedMax;
  private final ConcurrentHashMap<String, Slot> slots = new ConcurrentHashMap<>();
  private final AtomicLong sweptAt;

  /**
   * @param ticker elapsed nanoseconds, which never run backwards
   */
  public KeyLimits(LongSupplier ticker) {
    this(ticker, COUNTED_MAX);
  }

  /**
   * @param countedMax how many keys and projects are counted at most
   */
  KeyLimits(LongSupplier ticker, int countedMax) {
    this.ticker = ticker;
    this.countedMax = countedMax;
    this.sweptAt = new AtomicLong(ticker.getAsLong());
  }

  /** A call that was let in. It ends once; ending it again changes nothing. */
  public interface Place {

    /**
     * The call has ended.
     *
     * @param tokens how many it has used
     */
    void leave(long tokens);

    /** The call was refused for another reason, so that it does not count at all. */
    void cancel();
  }

  /**
   * Lets a call in, if there is room for it in its key's limits and in those of the key's project.
   *
   * @param tokens how many it will use by estimate; they are borrowed until it ends
   * @throws RateLimitException when one of them has used up its minute, or has as many calls
   *     running as it may: named by the one that lasts longer, with the time of the next free
   *     place; and when too many others are counted
   */
  public Place enter(ApiKey key, long tokens) {
    forgetWhatIsIdle(SWEEP_NANOS);
    while (true) {
      Slot slot = slot(key.id(), key.terms().rates());
      synchronized (slot) {
        if (slot.forgotten) {
          continue;
        }
        Project project = key.project();
        if (project == null) {
          return enter(key, slot, null, tokens);
        }
        Slot shared = slot(project.id(), project.terms().rates());
        synchronized (shared) {
          if (shared.forgotten) {
            continue;
          }
          return enter(key, slot, shared, tokens);
        }
      }
    }
  }

  private Slot slot(String owner, Rates rates) {
    Slot slot = slots.get(owner);
    if (slot != null) {
      return slot;
    }
    if (isFull()) {
      forgetWhatIsIdle(SWEEP_IN_NEED_NANOS);
      if (isFull()) {
        return uncounted(rates);
      }
    }
    return slots.computeIfAbsent(owner, id -> new Slot());
  }

  private boolean isFull() {
    return slots.mappingCount() >= countedMax;
  }

  /** A slot that nobody finds again, which does for who has no limit. */
  private static Slot uncounted(Rates rates) {
    if (rates.isUnlimited()) {
      return new Slot();
    }
    throw RateLimitException.of(
        "rate_limit_exceeded",
        "More keys are in use at once than this gateway can count.",
        Duration.ofNanos(SWEEP_IN_NEED_NANOS));
  }

  /** With the locks of both. */
  private Place enter(ApiKey key, Slot slot, @Nullable Slot shared, long tokens) {
    // Read under the locks, so that a counter never sees time run backwards.
    long now = ticker.getAsLong();
    Project project = key.project();
    Rates rates = key.terms().rates();
    Rates projectRates = project == null ? Rates.UNLIMITED : project.terms().rates();
    Refusal refusal = slot.counter.refusal("The key's", rates, tokens, now);
    if (project != null && shared != null) {
      String who = "The project " + project.id() + "'s";
      refusal = Refusal.tighter(refusal, shared.counter.refusal(who, projectRates, tokens, now));
    }
    if (refusal != null) {
      throw refusal.toException();
    }
    long borrowed = Counter.borrowed(rates, tokens);
    slot.counter.enter(borrowed, now);
    Entered own = new Entered(slot, borrowed, now);
    if (shared == null) {
      return own;
    }
    long sharedBorrowed = Counter.borrowed(projectRates, tokens);
    shared.counter.enter(sharedBorrowed, now);
    return new EnteredBoth(own, new Entered(shared, sharedBorrowed, now));
  }

  /** How a key stands now. */
  public RateStates state(ApiKey key) {
    RateStates own = state(key.id(), key.terms().rates());
    Project project = key.project();
    if (project == null) {
      return own;
    }
    RateStates shared = state(project.id(), project.terms().rates());
    return new RateStates(
        own.requests().tighter(shared.requests()), own.tokens().tighter(shared.tokens()));
  }

  private RateStates state(String owner, Rates rates) {
    if (rates.requestsPerMinute() == 0 && rates.tokensPerMinute() == 0) {
      return RateStates.UNLIMITED;
    }
    @Nullable Slot slot = slots.get(owner);
    if (slot == null) {
      return new RateStates(fresh(rates.requestsPerMinute()), fresh(rates.tokensPerMinute()));
    }
    synchronized (slot) {
      long now = ticker.getAsLong();
      return new RateStates(slot.counter.requests(rates, now), slot.counter.tokens(rates, now));
    }
  }

  private static RateState fresh(int limit) {
    return limit == 0 ? RateState.UNLIMITED : new RateState(limit, limit, 0);
  }

  /** How many keys and projects are remembered. */
  int size() {
    return slots.size();
  }

  /** Unless that was done within so many nanoseconds. */
  private void forgetWhatIsIdle(long everyNanos) {
    long now = ticker.getAsLong();
    long swept = sweptAt.get();
    if (now - swept < everyNanos || !sweptAt.compareAndSet(swept, now)) {
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

  /** One counter, guarded by this object's monitor like the mark that it is out of use. */
  private static final class Slot {
    private final Counter counter = new Counter();
    private boolean forgotten;
  }

  private final class Entered implements Place {
    private final Slot slot;
    private final long borrowed;
    private final long enteredAt;
    private boolean ended;

    Entered(Slot slot, long borrowed, long enteredAt) {
      this.slot = slot;
      this.borrowed = borrowed;
      this.enteredAt = enteredAt;
    }

    @Override
    public void leave(long tokens) {
      synchronized (slot) {
        if (!ended) {
          ended = true;
          slot.counter.leave(borrowed, tokens, enteredAt, ticker.getAsLong());
        }
      }
    }

    @Override
    public void cancel() {
      synchronized (slot) {
        if (!ended) {
          ended = true;
          slot.counter.cancel(borrowed, enteredAt, ticker.getAsLong());
        }
      }
    }
  }

  /** In the key and in its project. */
  private record EnteredBoth(Place key, Place project) implements Place {

    @Override
    public void leave(long tokens) {
      key.leave(tokens);
      project.leave(tokens);
    }

    @Override
    public void cancel() {
      key.cancel();
      project.cancel();
    }
  }
}
