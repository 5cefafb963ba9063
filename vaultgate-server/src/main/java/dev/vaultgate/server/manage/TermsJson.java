package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.router.account.CallCaps;
import dev.vaultgate.router.account.Rates;
import dev.vaultgate.router.credit.Budget;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Period;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What keys and projects may do, in the members that both have. */
final class TermsJson {

  /** The names of a key's bounds of credit. */
  static final Map<Period, String> CREDIT_CAP = names("credit_cap", "credit");

  /** The names of a project's. */
  static final Map<Period, String> BUDGET = names("budget", "budget");

  private static final Map<Period, String> TOKENS = names("token_quota", "tokens");

  private TermsJson() {}

  private static Map<Period, String> names(String inAll, String within) {
    Map<Period, String> names = new EnumMap<>(Period.class);
    names.put(Period.TOTAL, inAll);
    names.put(Period.DAY, within + "_per_day");
    names.put(Period.MONTH, within + "_per_month");
    return names;
  }

  static void write(ObjectNode node, Rates rates) {
    node.put("requests_per_minute", rates.requestsPerMinute())
        .put("tokens_per_minute", rates.tokensPerMinute())
        .put("concurrency_max", rates.concurrencyMax());
  }

  static Rates rates(JsonMembers members, Rates usual) {
    int requests = members.integer("requests_per_minute", usual.requestsPerMinute());
    int tokens = members.integer("tokens_per_minute", usual.tokensPerMinute());
    int calls = members.integer("concurrency_max", usual.concurrencyMax());
    Rates rates = changed("requests_per_minute", usual, r -> r.withRequestsPerMinute(requests));
    rates = changed("tokens_per_minute", rates, r -> r.withTokensPerMinute(tokens));
    return changed("concurrency_max", rates, r -> r.withConcurrencyMax(calls));
  }

  /**
   * Writes what may be used.
   *
   * @param credit how the bounds of credit are called
   */
  static void write(ObjectNode node, Budget budget, Map<Period, String> credit) {
    credit.forEach(
        (period, name) -> {
          Money most = budget.credit(period);
          node.put(name, most == null ? null : most.toDollars().toPlainString());
        });
    TOKENS.forEach((period, name) -> node.put(name, budget.tokens(period)));
  }

  static Budget budget(JsonMembers members, Map<Period, String> credit) {
    Budget budget = Budget.NONE;
    for (Map.Entry<Period, String> bound : credit.entrySet()) {
      Money most = members.dollars(bound.getValue());
      budget = changed(bound.getValue(), budget, b -> b.withCredit(bound.getKey(), most));
    }
    for (Map.Entry<Period, String> bound : TOKENS.entrySet()) {
      Long most = members.whole(bound.getValue());
      budget = changed(bound.getValue(), budget, b -> b.withTokens(bound.getKey(), most));
    }
    return budget;
  }

  static void write(ObjectNode node, CallCaps caps) {
    node.put("choices_max", caps.choicesMax())
        .put("images_max", caps.imagesMax())
        .put("tools_max", caps.toolsMax())
        .put("messages_max", caps.messagesMax());
  }

  static CallCaps caps(JsonMembers members, CallCaps usual) {
    int choices = members.integer("choices_max", usual.choicesMax());
    int images = members.integer("images_max", usual.imagesMax());
    int tools = members.integer("tools_max", usual.toolsMax());
    int messages = members.integer("messages_max", usual.messagesMax());
    CallCaps caps = changed("choices_max", usual, c -> c.withChoicesMax(choices));
    caps = changed("images_max", caps, c -> c.withImagesMax(images));
    caps = changed("tools_max", caps, c -> c.withToolsMax(tools));
    return changed("messages_max", caps, c -> c.withMessagesMax(messages));
  }

  /** What a change makes of a value; what it refuses is laid at this member's door. */
  static <T> T changed(String member, T value, UnaryOperator<T> change) {
    try {
      return change.apply(value);
    } catch (IllegalArgumentException e) {
      throw refused(member, e);
    }
  }

  static InvalidRequestException refused(String member, IllegalArgumentException e) {
    return new InvalidRequestException(
        400, "invalid_value", String.valueOf(e.getMessage()), member, e);
  }
}
