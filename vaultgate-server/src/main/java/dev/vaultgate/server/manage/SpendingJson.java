package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.Period;
import dev.vaultgate.router.credit.Spending;

/** What a key or project has used, in all, this day and this month. */
final class SpendingJson {

  private SpendingJson() {}

  static ObjectNode write(Ledger ledger, String owner) {
    Spending total = ledger.spending(owner, Period.TOTAL);
    Spending day = ledger.spending(owner, Period.DAY);
    Spending month = ledger.spending(owner, Period.MONTH);
    return Json.object()
        .put("id", owner)
        .put("credit_held", CreditOperations.dollars(total.held()))
        .put("credit_used", CreditOperations.dollars(total.spent()))
        .put("credit_used_today", CreditOperations.dollars(day.spent()))
        .put("credit_used_this_month", CreditOperations.dollars(month.spent()))
        .put("tokens_held", total.tokensHeld())
        .put("tokens_used", total.tokensUsed())
        .put("tokens_used_today", day.tokensUsed())
        .put("tokens_used_this_month", month.tokensUsed());
  }
}
