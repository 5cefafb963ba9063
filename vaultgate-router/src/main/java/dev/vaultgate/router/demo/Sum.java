package dev.vaultgate.router.demo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Simple sums in a prompt, such as {@code 12 * 3.5}. */
final class Sum {

  private static final String NUMBER = "(-?\\d{1,15}(?:\\.\\d{1,9})?)";
  private static final Pattern TWO_NUMBERS =
      Pattern.compile(NUMBER + "\\s*(plus|minus|times|divided by|[-+*x×/÷])\\s*" + NUMBER);

  private Sum() {}

  /** The first sum with its result, if there is one: {@code 12 * 3.5 = 42}. */
  static Optional<String> in(String text) {
    Matcher found = TWO_NUMBERS.matcher(text);
    if (!found.find()) {
      return Optional.empty();
    }
    BigDecimal a = new BigDecimal(found.group(1));
    BigDecimal b = new BigDecimal(found.group(3));
    return Optional.of(
        switch (found.group(2)) {
          case "+", "plus" -> line(a, "+", b, a.add(b));
          case "-", "minus" -> line(a, "-", b, a.subtract(b));
          case "*", "x", "×", "times" -> line(a, "*", b, a.multiply(b));
          default ->
              b.signum() == 0
                  ? "Nothing can be divided by 0"
                  : line(a, "/", b, a.divide(b, MathContext.DECIMAL64));
        });
  }

  private static String line(BigDecimal a, String operator, BigDecimal b, BigDecimal result) {
    BigDecimal plain = result.signum() == 0 ? BigDecimal.ZERO : result.stripTrailingZeros();
    return "%s %s %s = %s"
        .formatted(a.toPlainString(), operator, b.toPlainString(), plain.toPlainString());
  }
}
