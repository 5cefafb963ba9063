package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.store.Store;
import java.util.List;

/** Shows and adds credit. Amounts are dollars, as strings. */
public final class CreditOperations implements Topic {

  private final Store store;

  public CreditOperations(Store store) {
    this.store = store;
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
        Operation.post("/credits/top-ups", Access.ADMIN)
            .named("topUp", "Add credit; the same reference again changes nothing.")
            .takes("TopUp")
            .gives("ToppedUp")
            .by(this::topUp),
        Operation.get("/credits/verification", Access.ADMIN)
            .named("verifyCredits", "Recompute every balance; what does not add up.")
            .gives("Mismatch[]")
            .by(call -> Answer.list(store.ledger().verify(), CreditOperations::write)));
  }

  private Answer topUp(Call call) {
    JsonMembers members = call.body();
    String name = members.requiredText("account");
    Money amount = members.requiredDollars("amount");
    String reference = members.requiredText("reference");
    String note = members.text("note");
    members.end();
    Account account =
        store
            .keys()
            .findAccount(name)
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        404, "account_not_found", "There is no account " + name + ".", "account"));
    try {
      boolean isNew =
          store.ledger().topUp(account.id(), amount, reference, note == null ? "" : note);
      return Answer.of(write(account).put("added", isNew));
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
