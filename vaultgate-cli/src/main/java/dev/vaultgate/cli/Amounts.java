package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.router.credit.Money;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Amounts of money as they are typed and shown. */
final class Amounts {

  private Amounts() {}

  /** An amount of zero or more. */
  static Money zeroOrMore(String option, String text) {
    return read(option, text, amount -> !amount.isNegative(), "dollars, such as 5 or 0.50");
  }

  /** An amount of more than zero. */
  static Money aboveZero(String option, String text) {
    return read(
        option,
        text,
        amount -> !amount.isNegative() && !amount.isZero(),
        "dollars above 0, such as 5 or 0.50");
  }

  private static Money read(String option, String text, Predicate<Money> isRight, String expected) {
    @Nullable Throwable cause = null;
    try {
      Money amount = Money.dollars(text);
      if (isRight.test(amount)) {
        return amount;
      }
    } catch (IllegalArgumentException e) {
      cause = e;
    }
    throw CommandFailure.option(option, text, expected, cause);
  }

  /** An amount of an answer, which has dollars as a string. */
  static Money of(JsonNode dollars) {
    return Money.dollars(dollars.asText());
  }
}
