package dev.vaultgate.router.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vaultgate.router.credit.Budget;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Period;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySpecTest {

  @Test
  void aKeyMayAskSixtyTimesAMinuteUnlessItIsSaidOtherwise() {
    assertThat(KeySpec.named("team").terms().requestsPerMinute()).isEqualTo(60);
    assertThat(KeySpec.named("team").requestsPerMinute(0).terms().requestsPerMinute()).isZero();
  }

  @Test
  void everyPartIsKeptWhenAnotherIsSet() {
    Instant expiry = Instant.parse("2027-01-01T00:00:00Z");

    KeySpec spec =
        KeySpec.named("team")
            .account("research")
            .requestsPerMinute(5)
            .concurrencyMax(2)
            .creditCap(Money.dollars(5))
            .models("gpt-4o-text", "claude*")
            .expires(expiry);

    assertThat(spec)
        .isEqualTo(
            new KeySpec(
                "team",
                "research",
                false,
                null,
                new KeyTerms(
                    new ModelRule(Set.of("gpt-4o-text", "claude*"), Set.of()),
                    new Rates(5, 0, 2),
                    Budget.NONE.withCredit(Period.TOTAL, Money.dollars(5)),
                    CallCaps.USUAL,
                    List.of(),
                    Tags.NONE,
                    false,
                    expiry)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a\nb", "a\u0000b", "a\u202Eb", "a\u2028b"})
  void s49NamesArePrintable(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> KeySpec.named(name));
    assertThatIllegalArgumentException().isThrownBy(() -> KeySpec.named("k").account(name));
  }

  @Test
  void namesHaveALength() {
    assertThat(KeySpec.named("n".repeat(100)).name()).hasSize(100);
    assertThatIllegalArgumentException().isThrownBy(() -> KeySpec.named("n".repeat(101)));
  }

  @Test
  void limitsAreNotNegative() {
    KeySpec spec = KeySpec.named("team");

    assertThatIllegalArgumentException().isThrownBy(() -> spec.requestsPerMinute(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> spec.concurrencyMax(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> spec.creditCap(Money.nanos(-1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a*b", "*a", "a**", "a b", " a", "a\n"})
  void aModelRuleIsAnIdOrTheBeginningOfOne(String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeySpec.named("k").models(rule))
        .withMessageContaining("beginning");
  }
}
