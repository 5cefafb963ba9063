package dev.vaultgate.router.limit;

import dev.vaultgate.router.account.Rates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the limits shall do, in the plainest way there is: lists of what counts and since when. It
 * shares no code with the real ones.
 */
final class LimitsModel {

  /** What counts in a limit: since the second of its coming, and the 60 full ones after it. */
  private static final class Count {
    final long second;
    long amount;

    Count(long second, long amount) {
      this.second = second;
      this.amount = amount;
    }
  }

  /** Of a key or a project. */
  private static final class Owner {
    final List<Count> requests = new ArrayList<>();
    final List<Count> tokens = new ArrayList<>();
    int running;
  }

  /** A call that runs. */
  static final class Call {
    private final Map<String, Count> requests = new HashMap<>();
    private final Map<String, Count> tokens = new HashMap<>();
  }

  /** A limit that refuses. */
  record Refused(String code, Duration retryAfter) {}

  private static final long SECOND = 1_000_000_000L;

  private final Map<String, Owner> owners = new HashMap<>();

  private Owner owner(String id) {
    return owners.computeIfAbsent(id, absent -> new Owner());
  }

  /** What refuses a call: of several the one that lasts longest, and of these the first. */
  @Nullable Refused refusal(Map<String, Rates> asked, List<String> order, long tokens, long now) {
    Refused longest = null;
    for (String id : order) {
      Refused refused = refusal(owner(id), asked.get(id), tokens, now);
      if (refused != null
          && (longest == null || refused.retryAfter().compareTo(longest.retryAfter()) > 0)) {
        longest = refused;
      }
    }
    return longest;
  }

  private static @Nullable Refused refusal(
      Owner owner, @Nullable Rates rates, long tokens, long now) {
    if (rates == null) {
      throw new IllegalArgumentException("no rates");
    }
    long wait = wait(owner.requests, rates.requestsPerMinute(), 1, now);
    if (wait > 0) {
      return new Refused("rate_limit_exceeded", Duration.ofNanos(wait));
    }
    wait = wait(owner.tokens, rates.tokensPerMinute(), tokens, now);
    if (wait > 0) {
      return new Refused("rate_limit_exceeded", Duration.ofNanos(wait));
    }
    return rates.concurrencyMax() > 0 && owner.running >= rates.concurrencyMax()
        ? new Refused("concurrency_limit_exceeded", Duration.ofSeconds(1))
        : null;
  }

  /** Tries one second after another. */
  private static long wait(List<Count> counts, int limit, long wanted, long now) {
    if (limit == 0) {
      return 0;
    }
    long amount = Math.min(wanted, limit);
    for (long second = Math.floorDiv(now, SECOND); ; second++) {
      if (sum(counts, second) + amount <= limit) {
        return Math.max(0, second * SECOND - now);
      }
    }
  }

  private static long sum(List<Count> counts, long second) {
    long sum = 0;
    for (Count count : counts) {
      sum += second - count.second <= 60 ? count.amount : 0;
    }
    return sum;
  }

  Call enter(Map<String, Rates> asked, long tokens, long now) {
    Call call = new Call();
    asked.forEach(
        (id, rates) -> {
          int limit = rates.tokensPerMinute();
          long borrowed = limit == 0 ? tokens : Math.min(tokens, limit);
          call.requests.put(id, add(owner(id).requests, 1, now));
          call.tokens.put(id, add(owner(id).tokens, borrowed, now));
          owner(id).running++;
        });
    return call;
  }

  private static Count add(List<Count> counts, long amount, long now) {
    Count count = new Count(Math.floorDiv(now, SECOND), amount);
    counts.add(count);
    return count;
  }

  void leave(Call call, long used, long now) {
    call.tokens.forEach(
        (id, borrowed) -> {
          owner(id).running--;
          if (used > borrowed.amount) {
            add(owner(id).tokens, used - borrowed.amount, now);
          } else {
            borrowed.amount = used;
          }
        });
  }

  void cancel(Call call) {
    call.tokens.forEach(
        (id, borrowed) -> {
          owner(id).running--;
          borrowed.amount = 0;
        });
    call.requests.values().forEach(request -> request.amount = 0);
  }

  long requestsLeft(String id, int limit, long now) {
    return left(owner(id).requests, limit, now);
  }

  long tokensLeft(String id, int limit, long now) {
    return left(owner(id).tokens, limit, now);
  }

  private static long left(List<Count> counts, int limit, long now) {
    return Math.max(0, limit - sum(counts, Math.floorDiv(now, SECOND)));
  }

  /** Forgets what has long left every window. */
  void tidy(long now) {
    long second = Math.floorDiv(now, SECOND);
    for (Owner owner : owners.values()) {
      owner.requests.removeIf(count -> second - count.second > 60);
      owner.tokens.removeIf(count -> second - count.second > 60);
    }
  }
}
