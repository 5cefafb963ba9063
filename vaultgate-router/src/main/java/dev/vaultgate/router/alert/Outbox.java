package dev.vaultgate.router.alert;

import dev.vaultgate.router.time.SystemTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what is due: some at once, but of one owner no two, so that a receiver who answers
 * slowly holds up nobody else. What fails is tried eight times within a day. What was being sent
 * when the process ended is sent again: a receiver knows it by its number.
 */
final class Outbox {

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  /** Before the second attempt, the third and so on. */
  private static final List<Duration> DELAYS =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofHours(12));

  private static final double JITTER = 0.2;
  private static final int AT_ONCE_MAX = 16;
  private static final int LOOKED_AT_MAX = 200;

  private final AlertStore store;
  private final Map<AlertWay, AlertSender> senders;
  private final SystemTime time;
  private final Executor executor;
  private final Set<Long> busyOwners = ConcurrentHashMap.newKeySet();

  Outbox(AlertStore store, Map<AlertWay, AlertSender> senders, SystemTime time, Executor executor) {
    this.store = store;
    this.senders = Map.copyOf(senders);
    this.time = time;
    this.executor = executor;
  }

  /** Begins to deliver what is due now. */
  void deliver() {
    for (Delivery delivery : store.due(time.now(), LOOKED_AT_MAX)) {
      long owner = delivery.alert().owner();
      if (busyOwners.size() < AT_ONCE_MAX && busyOwners.add(owner)) {
        executor.execute(() -> deliver(delivery));
      }
    }
  }

  private void deliver(Delivery delivery) {
    try {
      AlertSender sender = senders.get(delivery.way());
      AlertSender.Result result =
          sender == null ? AlertSender.Result.HOPELESS : sender.send(delivery);
      switch (result) {
        case SENT -> store.delivered(delivery.id());
        case FAILED -> store.failed(delivery.id(), next(delivery.attempts()));
        case HOPELESS -> store.failed(delivery.id(), null);
      }
    } catch (RuntimeException e) {
      // It stays due, and is tried again when somebody comes by.
      LOG.error("alert {} could not be delivered", delivery.alert().id(), e);
    } finally {
      busyOwners.remove(delivery.alert().owner());
    }
  }

  /** When to try again, or null not to. */
  private @Nullable Instant next(int attempts) {
    if (attempts >= DELAYS.size()) {
      return null;
    }
    double spread = 1 + JITTER * (2 * time.random() - 1);
    return time.now().plusMillis(Math.round(DELAYS.get(attempts).toMillis() * spread));
  }
}
