package dev.vaultgate.router.store;

import dev.vaultgate.router.alert.Alert;
import dev.vaultgate.router.alert.AlertDraft;
import dev.vaultgate.router.alert.AlertPage;
import dev.vaultgate.router.alert.AlertQuery;
import dev.vaultgate.router.alert.AlertSettings;
import dev.vaultgate.router.alert.AlertStore;
import dev.vaultgate.router.alert.AlertWay;
import dev.vaultgate.router.alert.Delivery;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Alerts in maps, guarded by this object's monitor. */
final class InMemoryAlerts implements AlertStore {

  private final InMemoryKeys accounts;
  private final NavigableMap<Long, Alert> alerts = new TreeMap<>();
  private final Map<String, Long> occasions = new HashMap<>();
  private final Map<Long, Waiting> waiting = new HashMap<>();
  private final Map<Long, AlertSettings> settings = new HashMap<>();
  private long lastAlert;
  private long lastDelivery;

  private record Waiting(Delivery delivery, Instant nextAt) {}

  InMemoryAlerts(InMemoryKeys accounts) {
    this.accounts = accounts;
  }

  @Override
  public synchronized boolean add(AlertDraft draft, Set<AlertWay> ways) {
    if (occasions.containsKey(draft.occasion())) {
      return false;
    }
    Alert alert =
        new Alert(
            ++lastAlert,
            draft.owner(),
            draft.kind(),
            draft.subject(),
            draft.text(),
            draft.details(),
            draft.at(),
            null);
    alerts.put(alert.id(), alert);
    occasions.put(draft.occasion(), alert.id());
    for (AlertWay way : ways) {
      Delivery delivery = new Delivery(++lastDelivery, alert, way, 0);
      waiting.put(delivery.id(), new Waiting(delivery, draft.at()));
    }
    return true;
  }

  @Override
  public synchronized AlertPage page(AlertQuery query, int max, @Nullable Long from) {
    Pages.check(max);
    List<Alert> found =
        alerts.headMap(Pages.start(from), true).descendingMap().values().stream()
            .filter(query::wants)
            .limit(max + 1L)
            .toList();
    return found.size() > max
        ? new AlertPage(found.subList(0, max), found.get(max).id())
        : new AlertPage(found, null);
  }

  @Override
  public synchronized long unread(AlertQuery query) {
    return alerts.values().stream()
        .filter(alert -> alert.readAt() == null && query.wants(alert))
        .count();
  }

  @Override
  public synchronized int read(AlertQuery query, @Nullable Long id, Instant at) {
    List<Alert> unread =
        alerts.values().stream()
            .filter(alert -> id == null || alert.id() == id)
            .filter(alert -> alert.readAt() == null && query.wants(alert))
            .toList();
    for (Alert alert : unread) {
      alerts.put(
          alert.id(),
          new Alert(
              alert.id(),
              alert.owner(),
              alert.kind(),
              alert.subject(),
              alert.text(),
              alert.details(),
              alert.at(),
              at));
    }
    return unread.size();
  }

  @Override
  public synchronized AlertSettings settings(long account) {
    return settings.getOrDefault(account, AlertSettings.USUAL);
  }

  @Override
  public synchronized void configure(long account, AlertSettings wanted) {
    if (!accounts.hasAccount(account)) {
      throw LedgerRules.unknownAccount(account);
    }
    settings.put(account, wanted);
  }

  @Override
  public synchronized List<Delivery> due(Instant now, int max) {
    return waiting.values().stream()
        .filter(waits -> !waits.nextAt.isAfter(now))
        .sorted(
            Comparator.comparing(Waiting::nextAt).thenComparingLong(waits -> waits.delivery.id()))
        .limit(max)
        .map(Waiting::delivery)
        .toList();
  }

  @Override
  public synchronized void delivered(long delivery) {
    waiting.remove(delivery);
  }

  @Override
  public synchronized void failed(long delivery, @Nullable Instant nextAt) {
    waiting.computeIfPresent(
        delivery,
        (id, waits) -> {
          Delivery failed = waits.delivery;
          return nextAt == null
              ? null
              : new Waiting(
                  new Delivery(id, failed.alert(), failed.way(), failed.attempts() + 1), nextAt);
        });
  }

  @Override
  public synchronized void forget(Instant before) {
    alerts.values().removeIf(alert -> alert.at().isBefore(before));
    occasions.values().removeIf(id -> !alerts.containsKey(id));
    waiting.values().removeIf(waits -> !alerts.containsKey(waits.delivery.alert().id()));
  }
}
