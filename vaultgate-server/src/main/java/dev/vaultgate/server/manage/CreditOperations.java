package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Correction;
import dev.vaultgate.router.credit.EntryKind;
import dev.vaultgate.router.credit.EntryPage;
import dev.vaultgate.router.credit.EntryQuery;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.LedgerEntry;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.store.Store;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows, adds and corrects credit. Amounts are dollars, as strings. */
public final class CreditOperations implements Topic {

  private static final int ENTRIES_USUAL = 50;
  private static final int ENTRIES_MAX = 1_000;

  private final Store store;
  private final AccountChoice accounts;
  private final Once once;

  public CreditOperations(Store store) {
    this.store = store;
    this.accounts = new AccountChoice(store.keys());
    this.once = new Once(store.claims());
  }

  @Override
  public String name() {
    return "credits";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/credits", Access.ADMIN)
            .named("listCredits", "All accounts with their credit, oldest first.")
            .gives("Credit[]")
            .by(call -> Answer.list(store.keys().accounts(), this::write)),
        Operation.get("/credits/balance", Access.USER)
            .named("showCredit", "One account's credit; one's own unless another is named.")
            .query("account", "string", "The account's name.")
            .gives("Credit")
            .by(call -> Answer.of(write(accounts.of(call, call.query().text("account"))))),
        Operation.get("/credits/entries", Access.USER)
            .named("listEntries", "What gave, took and used credit, newest first.")
            .query("account", "string", "Only of this account; users have but their own.")
            .query("kind", "string", "Only topup, correction, withdrawal or charge.")
            .query("limit", "integer", "How many, 1 to " + ENTRIES_MAX + ".")
            .query("page", "string", "Where the page begins: what the one before called next.")
            .gives("Entry[]")
            .by(this::entries),
        Operation.post("/credits/top-ups", Access.ADMIN)
            .named("topUp", "Add credit; the same reference again changes nothing.")
            .takes("TopUp")
            .gives("ToppedUp")
            .by(once.of(this::topUp)),
        Operation.post("/credits/corrections", Access.ADMIN)
            .named(
                "correctCredit",
                "Give credit or take it back; the same reference again is nothing.")
            .takes("Correction")
            .gives("Corrected")
            .by(once.of(this::correct)),
        Operation.get("/credits/verification", Access.ADMIN)
            .named("verifyCredits", "Recompute every balance; what does not add up.")
            .gives("Mismatch[]")
            .by(call -> Answer.list(store.ledger().verify(), CreditOperations::write)));
  }

  private Answer entries(Call call) {
    Query query = call.query();
    Account account = accounts.orAll(call, query.text("account"));
    Set<EntryKind> kinds =
        query
            .parsed("kind", "topup, correction, withdrawal or charge", EntryKind::parse)
            .map(Set::of)
            .orElse(Set.of());
    EntryPage page =
        store
            .ledger()
            .entries(
                new EntryQuery(account == null ? null : account.id(), kinds),
                query.integer("limit", ENTRIES_USUAL, 1, ENTRIES_MAX),
                query.page("page"));
    return Answer.page(page.entries(), CreditOperations::write, page.next());
  }

  private Answer topUp(Call call) {
    JsonMembers members = call.body();
    String name = members.requiredText("account");
    Money amount = members.requiredDollars("amount");
    String reference = members.requiredText("reference");
    String note = text(members.text("note"));
    members.end();
    Account account = accounts.of(call, name);
    boolean isNew = entered(() -> store.ledger().topUp(account.id(), amount, reference, note));
    ObjectNode json = write(account).put("added", isNew);
    call.note().of(name).after(json);
    return Answer.of(json);
  }

  private Answer correct(Call call) {
    JsonMembers members = call.body();
    String name = members.requiredText("account");
    Money amount = members.requiredDollars("amount");
    String reference = members.requiredText("reference");
    String note = text(members.text("note"));
    boolean partly = members.flag("partly", false);
    members.end();
    Account account = accounts.of(call, name);
    Correction.Result result =
        entered(
            () ->
                store
                    .ledger()
                    .correct(
                        new Correction(
                            account.id(),
                            amount,
                            reference,
                            note,
                            partly
                                ? Correction.Shortage.TAKE_WHAT_IS_THERE
                                : Correction.Shortage.REFUSE)));
    ObjectNode json =
        write(account).put("corrected", result.isNew()).put("amount", dollars(result.amount()));
    call.note().of(name).after(json);
    return Answer.of(json);
  }

  private static String text(@Nullable String note) {
    return note == null ? "" : note;
  }

  /** What the ledger refuses, it says in words that name the value. */
  private static <T> T entered(Supplier<T> entry) {
    try {
      return entry.get();
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          400, "invalid_value", String.valueOf(e.getMessage()), null, e);
    }
  }

  private ObjectNode write(Account account) {
    Balance balance = store.ledger().balance(account.id());
    return Json.object()
        .put("account", account.name())
        .put("unlimited", account.unlimited())
        .put("available", dollars(balance.available()))
        .put("held", dollars(balance.held()))
        .put("used", dollars(balance.used()))
        .put("created_at", account.createdAt().toString());
  }

  private static ObjectNode write(LedgerEntry entry) {
    return Json.object()
        .put("id", Long.toString(entry.id()))
        .put("kind", entry.kind().word())
        .put("account", entry.account())
        .put("amount", dollars(entry.amount()))
        .put("key_id", entry.keyId())
        .put("request_id", entry.requestId())
        .put("reference", entry.reference())
        .put("note", entry.note())
        .put("at", entry.at().toString());
  }

  private static ObjectNode write(Ledger.Mismatch mismatch) {
    return Json.object()
        .put("owner", mismatch.owner())
        .put("what", mismatch.what())
        .put("recorded", mismatch.recorded())
        .put("computed", mismatch.computed());
  }

  static String dollars(Money money) {
    return money.toDollars().toPlainString();
  }
}
