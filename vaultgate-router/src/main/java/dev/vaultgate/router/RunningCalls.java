package dev.vaultgate.router;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vaultgate.api.AuthenticationException;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeyState;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.user.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The calls that run now. When a key ends they end with it, told that it is not valid; what was
 * delivered is settled as ever. Keys that expire are looked for every second, from the first such
 * call on. Safe for many threads.
 */
final class RunningCalls implements AutoCloseable {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  /** Longer than any call takes between being known and being admitted. */
  private static final Duration REMEMBERED = Duration.ofMinutes(5);

  private static final int REMEMBERED_MAX = 100_000;

  private final SystemTime time;
  private final Set<Permit> calls = ConcurrentHashMap.newKeySet();

  /**
   * Ids of keys, projects, accounts and users that have just ended, for calls that are on their way
   * in.
   */
  private final Cache<Object, Instant> ended;

  private volatile @Nullable ScheduledExecutorService clock;

  RunningCalls(SystemTime time) {
    this.time = time;
    this.ended =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED_MAX)
            .expireAfterWrite(REMEMBERED)
            .ticker(time::nanoTime)
            .build();
  }

  void began(Permit permit) {
    calls.add(permit);
    ApiKey key = permit.caller().key();
    if (key.expiresAt() != null) {
      watchTheClock();
    }
    // Asked when the call can be found: whoever ends a key says so before he looks for its calls.
    if (ended.getIfPresent(key.id()) != null
        || ended.getIfPresent(key.account().id()) != null
        || key.project() != null && ended.getIfPresent(key.project().id()) != null
        || key.madeBy() != null && ended.getIfPresent(key.madeBy()) != null) {
      cut(permit);
    }
  }

  void ended(Permit permit) {
    calls.remove(permit);
  }

  /** The numbers of the holds of all calls that run. */
  Set<Long> holds() {
    return calls.stream().map(call -> call.hold().id()).collect(Collectors.toSet());
  }

  int count() {
    return calls.size();
  }

  /** A key is not what it was. */
  void changed(ApiKey key) {
    mark(key.id(), key.state(time.now()) != KeyState.ACTIVE, call -> call.id().equals(key.id()));
  }

  /** A project is not what it was. */
  void changed(Project project) {
    mark(project.id(), project.isArchived(), key -> isOf(key, project.id()));
  }

  private static boolean isOf(ApiKey key, String projectId) {
    return key.project() != null && key.project().id().equals(projectId);
  }

  /** The keys of a user's account, and those that he has made, work no longer, or again. */
  void blocked(User user, boolean blocked) {
    mark(user.account().id(), blocked, key -> key.account().id() == user.account().id());
    mark(user.id(), blocked, key -> user.id().equals(key.madeBy()));
  }

  private void mark(Object id, boolean isEnded, Predicate<ApiKey> affected) {
    if (isEnded) {
      ended.put(id, time.now());
      calls.stream().filter(call -> affected.test(call.caller().key())).forEach(RunningCalls::cut);
    } else {
      ended.invalidate(id);
    }
  }

  /** Ends the calls whose keys have expired. */
  void expire() {
    Instant now = time.now();
    calls.stream()
        .filter(call -> call.caller().key().state(now) == KeyState.EXPIRED)
        .forEach(RunningCalls::cut);
  }

  private static void cut(Permit permit) {
    permit
        .caller()
        .cancellation()
        .cancel(new AuthenticationException("invalid_api_key", "The API key is not valid."));
  }

  private void watchTheClock() {
    if (clock == null) {
      synchronized (calls) {
        if (clock == null) {
          clock = clock();
        }
      }
    }
  }

  private ScheduledExecutorService clock() {
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "vaultgate-expiry");
              thread.setDaemon(true);
              return thread;
            });
    long nanos = LOOK_EVERY.toNanos();
    // Nothing in there can fail, so nobody has to look at the future.
    var unused = executor.scheduleWithFixedDelay(this::expire, nanos, nanos, TimeUnit.NANOSECONDS);
    return executor;
  }

  @Override
  public void close() {
    ScheduledExecutorService executor = clock;
    if (executor != null) {
      executor.shutdownNow();
    }
  }
}
