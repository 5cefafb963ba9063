package dev.vaultgate.router.store;

import dev.vaultgate.router.credit.EntryKind;
import dev.vaultgate.router.credit.EntryPage;
import dev.vaultgate.router.credit.EntryQuery;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.LedgerEntry;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.time.SystemTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The latest entries of a ledger in memory, guarded by that ledger's monitor. */
final class InMemoryEntries {

  private static final int KEPT_MAX = 10_000;

  private final InMemoryKeys accounts;
  private final SystemTime time;

  /** Newest first. */
  private final Deque<LedgerEntry> entries = new ArrayDeque<>();

  private long last;

  InMemoryEntries(InMemoryKeys accounts, SystemTime time) {
    this.accounts = accounts;
    this.time = time;
  }

  void charged(HoldRequest request, Money amount) {
    Long account = request.payer().accountId();
    String key = request.payer().keyId();
    if (account != null && !amount.isZero()) {
      add(
          EntryKind.CHARGE,
          account,
          amount.negated(),
          key == null ? "" : key,
          request.requestId(),
          "",
          "");
    }
  }

  void add(
      EntryKind kind,
      long account,
      Money amount,
      String key,
      String request,
      String reference,
      String note) {
    entries.addFirst(
        new LedgerEntry(
            ++last,
            kind,
            account,
            accounts.accountName(account).orElse(""),
            amount,
            key,
            request,
            reference,
            note,
            time.now()));
    if (entries.size() > KEPT_MAX) {
      entries.removeLast();
    }
  }

  EntryPage page(EntryQuery query, int max, @Nullable Long from) {
    Pages.check(max);
    List<LedgerEntry> found =
        entries.stream()
            .filter(entry -> entry.id() <= Pages.start(from) && query.wants(entry))
            .limit(max + 1L)
            .toList();
    return found.size() > max
        ? new EntryPage(found.subList(0, max), found.get(max).id())
        : new EntryPage(found, null);
  }
}
