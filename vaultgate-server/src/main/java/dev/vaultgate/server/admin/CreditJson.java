package dev.vaultgate.server.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.Money;

/** Accounts and their credit as JSON, in both directions. Amounts are dollars, as strings. */
public final class CreditJson {

  private CreditJson() {}

  public static ObjectNode write(AccountView account) {
    Balance balance = account.balance();
    return Json.object()
        .put("account", account.name())
        .put("unlimited", account.unlimited())
        .put("available", dollars(balance.available()))
        .put("held", dollars(balance.held()))
        .put("used", dollars(balance.used()))
        .put("created_at", account.createdAt().toString());
  }

  public static AccountView readAccount(JsonNode json) {
    JsonMembers members = JsonMembers.of(json);
    return new AccountView(
        members.requiredText("account"),
        members.flag("unlimited", false),
        new Balance(
            members.requiredDollars("available"),
            members.requiredDollars("held"),
            members.requiredDollars("used")),
        members.requiredInstant("created_at"));
  }

  public static ObjectNode write(TopUp topUp) {
    return write(topUp.account()).put("added", topUp.isNew());
  }

  public static TopUp readTopUp(JsonNode json) {
    return new TopUp(readAccount(json), JsonMembers.of(json).flag("added", true));
  }

  public static ObjectNode write(Ledger.Mismatch mismatch) {
    return Json.object()
        .put("owner", mismatch.owner())
        .put("what", mismatch.what())
        .put("recorded", dollars(mismatch.recorded()))
        .put("computed", dollars(mismatch.computed()));
  }

  public static Ledger.Mismatch readMismatch(JsonNode json) {
    JsonMembers members = JsonMembers.of(json);
    return new Ledger.Mismatch(
        members.requiredText("owner"),
        members.requiredText("what"),
        members.requiredDollars("recorded"),
        members.requiredDollars("computed"));
  }

  static String dollars(Money money) {
    return money.toDollars().toPlainString();
  }
}
