package dev.vaultgate.router.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTest {

  @Test
  void aPriceIsCountedInTheSmallestUnitOfItsCurrency() {
    assertThat(Price.parse("10", "usd")).isEqualTo(new Price(1_000, "usd"));
    assertThat(Price.parse("0.01", "eur")).isEqualTo(new Price(1, "eur"));
    assertThat(Price.parse("1500", "jpy")).isEqualTo(new Price(1_500, "jpy"));
  }

  @Test
  void aPriceIsShownInWholeUnits() {
    assertThat(new Price(1_050, "usd")).hasToString("10.50 USD");
    assertThat(new Price(1_500, "jpy")).hasToString("1500 JPY");
  }

  @ParameterizedTest
  @CsvSource({
    "10.001, usd",
    "0, usd",
    "-1, usd",
    "1.5, jpy",
    "ten, usd",
    "1e99, usd",
    "10, USD",
    "10, xyz",
    "10, isk",
    "10, ugx",
    "10, mga",
    "10, kwd",
    "10000000, usd"
  })
  void whatCannotBePaidIsNoPrice(String amount, String currency) {
    assertThatIllegalArgumentException().isThrownBy(() -> Price.parse(amount, currency));
  }
}
