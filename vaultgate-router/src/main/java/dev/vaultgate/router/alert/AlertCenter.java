package dev.vaultgate.router.alert;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vaultgate.api.ServerException;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.user.UserStore;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raises alerts and sees to it that they arrive. Everything is done by a thread that comes by every
 * few seconds; whoever has something to tell only leaves it here. Safe for many threads.
 */
public final class AlertCenter implements Alerts, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AlertCenter.class);
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  /** Long enough for what is told once a year. */
  private static final Duration KEPT = Duration.ofDays(400);

  private static final Duration FORGET_EVERY = Duration.ofDays(1);
  private static final int SENDING_THREADS = 4;
  private static final int LEFT_MAX = 1_000;
  private static final int RAISED_MAX = 100_000;

  private final AlertStore store;
  private final BudgetWatch watch;
  private final BooleanSupplier isWritable;
  private final SystemTime time;
  private final WebhookSender webhooks;
  private final Map<AlertWay, AlertSender> senders = new EnumMap<>(AlertWay.class);
  private final Outbox outbox;
  private final Queue<AlertDraft> left = new ArrayBlockingQueue<>(LEFT_MAX);
  private final ScheduledExecutorService rounds =
      Executors.newSingleThreadScheduledExecutor(work -> thread(work, "vaultgate-alerts"));
  private final ExecutorService sending =
      Executors.newFixedThreadPool(
          SENDING_THREADS, work -> thread(work, "vaultgate-alerts-sending"));

  /** Occasions that have their alert: a key beyond a threshold comes by with each of its calls. */
  private final Cache<String, Boolean> raised =
      Caffeine.newBuilder().maximumSize(RAISED_MAX).build();

  /** What is told while the store cannot be written, to be kept when it can. */
  private @Nullable AlertDraft trouble;

  private Instant forgottenAt = Instant.EPOCH;

  /**
   * @param isWritable whether the store can be written now
   */
  public AlertCenter(
      AlertStore store,
      BooleanSupplier isWritable,
      BudgetWatch watch,
      UserStore users,
      AlertContacts contacts,
      SystemTime time) {
    this.store = store;
    this.isWritable = isWritable;
    this.watch = watch;
    this.time = time;
    this.webhooks = new WebhookSender(store, contacts, time);
    senders.put(AlertWay.WEBHOOK, webhooks);
    Mailer mailer = contacts.mailer();
    if (mailer != null) {
      senders.put(AlertWay.MAIL, new MailSender(mailer, store, contacts, users));
    }
    this.outbox = new Outbox(store, senders, time, sending);
  }

  private static Thread thread(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Where alerts are kept, to be read. */
  public AlertStore store() {
    return store;
  }

  /** Where calls leave the names of their keys. */
  public BudgetWatch watch() {
    return watch;
  }

  /** Comes by every few seconds from now on. */
  @SuppressWarnings("FutureReturnValueIgnored") // It ends with the executor, and never fails.
  public void start() {
    // It goes on until this is closed, and tells of what fails.
    var unused =
        rounds.scheduleWithFixedDelay(
            () -> orTell(this::round), EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void raise(AlertKind kind, String subject, String text) {
    LOG.warn("{} {}: {}", kind.word(), subject, text);
    if (!left.offer(operators(kind, subject, text))) {
      LOG.error("more alerts than can be kept; one is in this log alone");
    }
  }

  private AlertDraft operators(AlertKind kind, String subject, String text) {
    return new AlertDraft(
        Alert.OPERATOR,
        kind,
        subject,
        text,
        "{}",
        "operator:%s:%s:%s".formatted(kind.word(), time.today(), subject),
        time.now());
  }

  /**
   * Posts an alert that says nothing to an owner's webhook, now and once.
   *
   * @return the status of the answer; empty where there is none
   */
  public OptionalInt test(long owner) {
    return webhooks.post(
        new Alert(
            0,
            owner,
            AlertKind.TEST,
            "this webhook",
            "Somebody wanted to see whether alerts arrive. This one did.",
            "{}",
            time.now(),
            null),
        "test");
  }

  private void orTell(Runnable work) {
    try {
      work.run();
    } catch (ServerException e) {
      LOG.warn("alerts wait for the store: {}", e.toString());
    } catch (RuntimeException e) {
      LOG.error("alerts have met a defect", e);
    }
  }

  /** Does what there is to do now. For one thread at a time. */
  public synchronized void round() {
    if (!isWritable.getAsBoolean()) {
      tellOfTrouble();
      return; // Everything else waits in memory.
    }
    if (trouble != null) {
      store.add(trouble, Set.of());
      trouble = null;
    }
    keep();
    outbox.deliver();
    if (!time.now().isBefore(forgottenAt.plus(FORGET_EVERY))) {
      forgottenAt = time.now();
      store.forget(forgottenAt.minus(KEPT));
    }
  }

  /** Of a store that cannot be written the operator is told at once, and not through the store. */
  private void tellOfTrouble() {
    if (trouble != null) {
      return;
    }
    AlertDraft told =
        operators(
            AlertKind.STORAGE,
            "the store",
            "The store cannot be written. Calls that pay are refused until it can; is the disk full?");
    trouble = told;
    LOG.error("{}", told.text());
    Alert alert =
        new Alert(
            0,
            told.owner(),
            told.kind(),
            told.subject(),
            told.text(),
            told.details(),
            told.at(),
            null);
    senders.forEach(
        (way, sender) -> {
          if (sender.reaches(Alert.OPERATOR)) {
            sending.execute(() -> sender.send(new Delivery(0, alert, way, 0)));
          }
        });
  }

  private synchronized void keep() {
    for (AlertDraft alert = left.peek(); alert != null; alert = left.peek()) {
      add(alert);
      left.remove();
    }
    watch.look().forEach(this::add);
  }

  private void add(AlertDraft alert) {
    if (raised.getIfPresent(alert.occasion()) != null) {
      return;
    }
    Set<AlertWay> ways = EnumSet.noneOf(AlertWay.class);
    senders.forEach(
        (way, sender) -> {
          if (sender.reaches(alert.owner())) {
            ways.add(way);
          }
        });
    store.add(alert, ways);
    raised.put(alert.occasion(), Boolean.TRUE);
  }

  /** Keeps what was left here, and lets what is being sent end. The store is not closed. */
  @Override
  public void close() {
    rounds.shutdownNow();
    orTell(this::keep);
    sending.shutdown();
    try {
      if (!sending.awaitTermination(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        sending.shutdownNow();
      }
    } catch (InterruptedException e) {
      sending.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
