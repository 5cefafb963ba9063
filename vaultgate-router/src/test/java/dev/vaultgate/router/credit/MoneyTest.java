package dev.vaultgate.router.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

  @ParameterizedTest
  @CsvSource({
    "12.34, 12340000000",
    "0.000000001, 1",
    "-0.000000001, -1",
    "+5, 5000000000",
    "007.10, 7100000000",
    "9223372036.854775807, 9223372036854775807",
    "-9223372036.854775808, -9223372036854775808"
  })
  void dollarsAreReadExactly(String text, long nanos) {
    assertThat(Money.dollars(text)).isEqualTo(new Money(nanos));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " 1",
        "1 ",
        "$1",
        "1,5",
        "1.",
        ".5",
        "0.0000000001",
        "1e3",
        "0x10",
        "NaN",
        "٣",
        "--1",
        "9223372036.854775808",
        "99999999999"
      })
  void whatIsNoAmountIsRefusedWithAnExample(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Money.dollars(text))
        .withMessageContaining("'" + text + "'")
        .withMessageContaining("12.34");
  }

  @ParameterizedTest
  @CsvSource({
    "12340000000, $12.34",
    "1, $0.000000001",
    "-1500000000, -$1.5",
    "0, $0",
    "100000000000, $100",
    "-9223372036854775808, -$9223372036.854775808"
  })
  void amountsAreWrittenExactly(long nanos, String text) {
    assertThat(new Money(nanos)).hasToString(text);
  }

  @Test
  void whatIsWrittenIsReadAsTheSame() {
    Random random = new Random(20261123);

    for (int i = 0; i < 10_000; i++) {
      Money amount = new Money(random.nextLong() >> random.nextInt(64));
      assertThat(Money.dollars(amount.toDollars().toPlainString())).isEqualTo(amount);
    }
  }

  @Test
  void arithmeticFailsRatherThanWraps() {
    Money most = new Money(Long.MAX_VALUE);

    assertThatThrownBy(() -> most.plus(new Money(1))).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> most.negated().minus(new Money(2)))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> new Money(Long.MIN_VALUE).negated())
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Money.dollars(9_223_372_037L)).isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "999, 1",
    "1000, 1",
    "1001, 2",
    "9223372036854775807, 9223372036854776"
  })
  void aPartOfANanoDollarCountsAsAWholeOne(long picos, long nanos) {
    assertThat(Money.ofPicosRoundedUp(picos)).isEqualTo(new Money(nanos));
  }

  @Test
  void dollarsHaveNoExponent() {
    assertThat(Money.dollars(1_000_000).toDollars()).isEqualTo(new BigDecimal("1000000"));
  }
}
