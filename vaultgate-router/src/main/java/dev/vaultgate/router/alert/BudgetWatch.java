package dev.vaultgate.router.alert;

import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeyStore;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.credit.EntryKind;
import dev.vaultgate.router.credit.EntryPage;
import dev.vaultgate.router.credit.EntryQuery;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.LedgerEntry;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.time.SystemTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks at the budgets and balances of keys that were used. A call only leaves its key's name here;
 * the looking is done by whoever comes by every few seconds. What a call left is looked at the
 * second time somebody comes by, when its settlement is surely written.
 *
 * <p>Notes may come from many threads; {@link #look} is for one.
 */
public final class BudgetWatch {

  /** A name costs some hundred bytes; keys beyond these are looked at when they are used again. */
  private static final int NOTED_MAX = 20_000;

  private final KeyStore keys;
  private final Ledger ledger;
  private final AlertStore alerts;
  private final SystemTime time;
  private final Set<String> used = ConcurrentHashMap.newKeySet();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  /** Noted before somebody came by the last time. */
  private Set<String> waiting = Set.of();

  public BudgetWatch(KeyStore keys, Ledger ledger, AlertStore alerts, SystemTime time) {
    this.keys = keys;
    this.ledger = ledger;
    this.alerts = alerts;
    this.time = time;
  }

  /** Notes that a call of a key has ended. Neither waits nor fails. */
  public void used(String keyId) {
    note(used, keyId);
  }

  /**
   * Notes that a call of a key was refused for want of credit or tokens. Neither waits nor fails.
   */
  public void refused(String keyId) {
    note(refused, keyId);
  }

  private static void note(Set<String> notes, String keyId) {
    if (notes.size() < NOTED_MAX) {
      notes.add(keyId);
    }
  }

  /** What owners should be told now. Much of it they may have been told before. */
  List<AlertDraft> look() {
    Set<String> refusedOnes = take(refused);
    Set<String> ids = new HashSet<>(waiting);
    ids.addAll(refusedOnes);
    waiting = take(used);
    Look look = new Look();
    for (String id : ids) {
      keys.find(id).ifPresent(key -> look.at(key, refusedOnes.contains(id)));
    }
    return look.found;
  }

  private static Set<String> take(Set<String> notes) {
    Set<String> taken = new HashSet<>();
    // One by one, so that none that comes meanwhile is lost.
    notes.removeIf(taken::add);
    return taken;
  }

  /** One look, which asks for nothing twice. */
  private final class Look {
    private final List<AlertDraft> found = new ArrayList<>();
    private final Map<Long, AlertSettings> settings = new HashMap<>();
    private final Set<String> projects = new HashSet<>();
    private final Set<Long> balances = new HashSet<>();

    void at(ApiKey key, boolean isRefused) {
      Account account = key.account();
      AlertSettings wanted = settings.computeIfAbsent(account.id(), alerts::settings);
      found.addAll(
          new BudgetAlerts(account.id(), key.id(), "key " + key.name(), wanted, time.now())
              .of(key.terms().budget(), period -> ledger.spending(key.id(), period), isRefused));
      Project project = key.project();
      if (project != null && (projects.add(project.id()) || isRefused)) {
        found.addAll(
            new BudgetAlerts(
                    account.id(), project.id(), "project " + project.name(), wanted, time.now())
                .of(
                    project.terms().budget(),
                    period -> ledger.spending(project.id(), period),
                    isRefused));
      }
      Money floor = wanted.floor();
      if (floor != null && !account.unlimited() && balances.add(account.id())) {
        atBalance(account, floor);
      }
    }

    private void atBalance(Account account, Money floor) {
      Money available = ledger.balance(account.id()).available();
      if (available.compareTo(floor) < 0) {
        found.add(
            new AlertDraft(
                account.id(),
                AlertKind.BALANCE,
                "account " + account.name(),
                "Account %s has %s of credit left, less than %s."
                    .formatted(account.name(), available, floor),
                Json.text(
                    Json.object()
                        .put("available", available.toDollars().toPlainString())
                        .put("floor", floor.toDollars().toPlainString())),
                "balance:%d:%d:%d".formatted(account.id(), floor.nanos(), lastGiven(account)),
                time.now()));
      }
    }
  }

  /** Names the time since the account was last given credit: in it a low balance is told once. */
  private long lastGiven(Account account) {
    EntryPage given =
        ledger.entries(
            new EntryQuery(account.id(), Set.of(EntryKind.TOPUP, EntryKind.CORRECTION)), 1, null);
    return given.entries().stream().mapToLong(LedgerEntry::id).findFirst().orElse(0);
  }
}
