package dev.vaultgate.router.store;

import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.redeem.CodePage;
import dev.vaultgate.router.redeem.CodeSecret;
import dev.vaultgate.router.redeem.CodeSpec;
import dev.vaultgate.router.redeem.CodeState;
import dev.vaultgate.router.redeem.CodeStore;
import dev.vaultgate.router.redeem.RedeemCode;
import dev.vaultgate.router.redeem.RedeemOutcome;
import dev.vaultgate.router.redeem.RedeemOutcome.Kind;
import dev.vaultgate.router.redeem.Redemption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Codes in maps, guarded by this object's monitor. */
final class InMemoryCodes implements CodeStore {

  private final Ledger ledger;
  private final InMemoryKeys accounts;
  private final NavigableMap<Long, RedeemCode> codes = new TreeMap<>();
  private final Map<String, Long> ids = new HashMap<>();
  private final Map<Long, List<Redemption>> redemptions = new HashMap<>();
  private long lastRedemption;

  InMemoryCodes(Ledger ledger, InMemoryKeys accounts) {
    this.ledger = ledger;
    this.accounts = accounts;
  }

  @Override
  public synchronized List<RedeemCode> add(CodeSpec spec, List<CodeSecret> secrets, Instant now) {
    long batch = codes.size() + 1L;
    List<RedeemCode> added = new ArrayList<>(secrets.size());
    for (CodeSecret secret : secrets) {
      RedeemCode code =
          new RedeemCode(codes.size() + 1L, batch, secret.lastFour(), spec, 0, now, null);
      codes.put(code.id(), code);
      ids.put(secret.hash(), code.id());
      added.add(code);
    }
    return added;
  }

  @Override
  public synchronized Optional<RedeemCode> find(long id) {
    return Optional.ofNullable(codes.get(id));
  }

  @Override
  public synchronized CodePage page(@Nullable Long batch, int max, @Nullable Long from) {
    Pages.check(max);
    List<RedeemCode> found =
        codes.headMap(Pages.start(from), true).descendingMap().values().stream()
            .filter(code -> batch == null || code.batch() == batch)
            .limit(max + 1L)
            .toList();
    return found.size() > max
        ? new CodePage(found.subList(0, max), found.get(max).id())
        : new CodePage(found, null);
  }

  @Override
  public synchronized List<Redemption> redemptions(long id, int max, @Nullable Long before) {
    Pages.check(max);
    return redemptions.getOrDefault(id, List.of()).stream()
        .filter(redemption -> before == null || redemption.id() < before)
        .limit(max)
        .toList();
  }

  @Override
  public synchronized boolean disable(long id, Instant at) {
    RedeemCode code = codes.get(id);
    if (code == null || code.disabledAt() != null) {
      return false;
    }
    codes.put(id, with(code, code.used(), at));
    return true;
  }

  @Override
  public synchronized int disableBatch(long batch, Instant at) {
    List<Long> batches =
        codes.values().stream().filter(code -> code.batch() == batch).map(RedeemCode::id).toList();
    return (int) batches.stream().filter(id -> disable(id, at)).count();
  }

  @Override
  public synchronized RedeemOutcome redeem(String hash, long accountId, Instant now) {
    Long id = ids.get(hash);
    RedeemCode code = id == null ? null : codes.get(id);
    if (code == null) {
      return new RedeemOutcome(Kind.UNKNOWN, null);
    }
    List<Redemption> before = redemptions.computeIfAbsent(code.id(), i -> new ArrayList<>());
    if (before.stream().anyMatch(redemption -> redemption.accountId() == accountId)) {
      return new RedeemOutcome(Kind.REDEEMED_BEFORE, code);
    } else if (code.state(now) != CodeState.ACTIVE) {
      return new RedeemOutcome(Kind.NOT_ACTIVE, code);
    }
    String account =
        accounts.accountName(accountId).orElseThrow(() -> LedgerRules.unknownAccount(accountId));
    if (!LedgerRules.mayBeGiven(ledger.balance(accountId), code.spec().amount())) {
      return new RedeemOutcome(Kind.TOO_MUCH, code);
    }
    ledger.topUp(
        accountId, code.spec().amount(), SqliteCodes.reference(code, accountId), code.masked());
    before.add(0, new Redemption(++lastRedemption, accountId, account, now));
    codes.put(code.id(), with(code, code.used() + 1, code.disabledAt()));
    return new RedeemOutcome(Kind.REDEEMED, code);
  }

  private static RedeemCode with(RedeemCode code, int used, @Nullable Instant disabledAt) {
    return new RedeemCode(
        code.id(), code.batch(), code.lastFour(), code.spec(), used, code.createdAt(), disabledAt);
  }
}
