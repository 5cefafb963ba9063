package dev.vaultgate.server.v1;

import dev.vaultgate.router.AnswerFacts;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.limit.RateState;
import dev.vaultgate.router.limit.RateStates;
import dev.vaultgate.router.route.RouteTrace;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;

/** What the gateway tells beside the answer, in headers. */
final class AnswerHeaders {

  private static final int DROPPED_CHARS_MAX = 1000;

  private static final String ATTEMPTS = "x-vaultgate-attempts";

  private AnswerHeaders() {}

  static void facts(HttpFields.Mutable headers, AnswerFacts facts) {
    headers.add("x-vaultgate-provider", facts.provider());
    headers.add("x-vaultgate-model", facts.model());
    headers.put(ATTEMPTS, facts.attempts());
    if (!facts.dropped().isEmpty()) {
      headers.add("x-vaultgate-dropped", names(facts.dropped()));
    }
    if (facts.outputTokensMax() != null) {
      headers.add("x-vaultgate-max-tokens", facts.outputTokensMax().toString());
    }
    if (facts.isReplayed()) {
      headers.add("Idempotency-Replayed", "true");
    }
  }

  /** Who was tried, also where nobody has answered. */
  static void attempts(HttpFields.Mutable headers, RouteTrace trace) {
    String attempts = trace.attempts();
    if (!attempts.isEmpty()) {
      headers.put(ATTEMPTS, attempts);
    }
  }

  static void cost(HttpFields.Mutable headers, Money cost) {
    headers.add("x-vaultgate-cost", cost.toDollars().toPlainString());
  }

  static void rate(HttpFields.Mutable headers, RateStates rates) {
    rate(headers, "requests", rates.requests());
    rate(headers, "tokens", rates.tokens());
  }

  private static void rate(HttpFields.Mutable headers, String what, RateState rate) {
    if (rate.isLimited()) {
      headers.add("x-ratelimit-limit-" + what, Integer.toString(rate.limit()));
      headers.add("x-ratelimit-remaining-" + what, Integer.toString(rate.remaining()));
      headers.add("x-ratelimit-reset-" + what, span(rate.resetMillis()));
    }
  }

  /** As OpenAI writes spans of time: {@code 0s}, {@code 17ms}, {@code 59s} or {@code 1m1s}. */
  private static String span(long millis) {
    if (millis > 0 && millis < 1_000) {
      return millis + "ms";
    }
    long seconds = (millis + 999) / 1_000;
    return seconds < 60 ? seconds + "s" : seconds / 60 + "m" + seconds % 60 + "s";
  }

  /** The caller wrote these names, so whatever could end a header or a list is replaced. */
  private static String names(List<String> dropped) {
    StringBuilder list = new StringBuilder();
    for (String name : dropped) {
      list.append(list.isEmpty() ? "" : ", ");
      for (int i = 0; i < name.length() && list.length() < DROPPED_CHARS_MAX; i++) {
        char c = name.charAt(i);
        list.append(c > ' ' && c < 127 && c != ',' ? c : '_');
      }
    }
    return list.toString();
  }
}
