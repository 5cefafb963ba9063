package dev.vaultgate.router.credit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.catalog.ImagePrice;
import dev.vaultgate.router.catalog.ModelPrice;
import dev.vaultgate.router.catalog.TokenRates;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class CostTest {

  /** 2.50 and 10 dollars for a million tokens, cached input at half, cache writes at 5/4. */
  private static final ModelPrice PRICE =
      ModelPrice.ofTokens(
          new TokenRates(
              2_500_000,
              10_000_000,
              1_250_000,
              3_125_000,
              10_000_000,
              2_500_000,
              10_000_000,
              2_500_000,
              10_000_000));

  @Test
  void eachClassOfTokensHasItsPrice() {
    Usage usage = Usage.of(1_000, 100, 600, 200, 40);

    // 200 plain, 600 cached, 200 written, 60 plain and 40 reasoning.
    assertThat(Cost.of(PRICE, usage))
        .isEqualTo(
            Money.nanos(200 * 2_500 + 600 * 1_250 + 200 * 3_125 + 60 * 10_000 + 40 * 10_000));
  }

  @Test
  void tokensOfImagesHaveTheirOwnPrice() throws IOException {
    ModelPrice price =
        ModelPrice.ofTokens(
            new TokenRates(
                300_000, 2_500_000, 300_000, 300_000, 2_500_000, 500_000, 30_000_000, 0, 0));
    Usage painted =
        new Usage(
            10,
            1_300,
            1_310,
            0,
            0,
            0,
            Map.of(
                "input_tokens_details", Json.read("{\"image_tokens\":4}".getBytes(UTF_8)),
                "output_tokens_details", Json.read("{\"image_tokens\":1290}".getBytes(UTF_8))));

    assertThat(Cost.of(price, painted))
        .isEqualTo(Money.nanos(6 * 300 + 4 * 500 + 10 * 2_500 + 1_290 * 30_000));
  }

  @Test
  void theSumIsRoundedUpOnceAndNotEachClass() {
    ModelPrice price = ModelPrice.ofTokens(TokenRates.of(400, 500));

    assertThat(Cost.of(price, Usage.of(1, 1))).isEqualTo(Money.nanos(1));
    assertThat(Cost.of(price, Usage.of(2, 1))).isEqualTo(Money.nanos(2));
  }

  @Test
  void s34ImpossibleUsageNeverAddsCredit() {
    Usage usage = new Usage(-5, -1_000_000, 0, -7, 9, -3, Map.of());

    assertThat(Cost.of(PRICE, usage).isNegative()).isFalse();
  }

  @Test
  void usageThatNoLongCanCountCostsMoreThanAnybodyHasAndDoesNotFail() {
    Usage usage = Usage.of(Long.MAX_VALUE, Long.MAX_VALUE);

    assertThat(Cost.of(PRICE, usage)).isEqualTo(Cost.LARGEST);
  }

  @Test
  void s31AnAbsurdRequestIsBoundedByTheLargestAmount() {
    assertThat(Cost.bound(PRICE, Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(Cost.LARGEST);
  }

  @Test
  void imagesCostTheirNumberTimesTheirPrice() {
    ModelPrice price =
        new ModelPrice(null, List.of(), List.of(new ImagePrice("1024x1024", null, 40_000_000)), 0);

    assertThat(Cost.ofImages(price, 3, "1024x1024", null)).isEqualTo(Money.dollars("0.12"));
    assertThat(Cost.ofImages(price, -3, "1024x1024", null)).isEqualTo(Money.ZERO);
  }

  @Test
  void whatIsPricedOtherwiseOrNotAtAllCostsNothingHere() {
    assertThat(Cost.of(null, Usage.of(10, 10))).isEqualTo(Money.ZERO);
    assertThat(Cost.bound(null, 10, 10)).isEqualTo(Money.ZERO);
    assertThat(Cost.ofImages(PRICE, 1, null, null)).isEqualTo(Money.ZERO);
  }

  @Test
  void anAmountThatPaysForMoreThanALongOfTokensAffordsThemAll() {
    ModelPrice price = ModelPrice.ofTokens(TokenRates.of(1, 1));

    assertThat(Cost.affordableOutput(price, 0, new Money(Long.MAX_VALUE)))
        .isEqualTo(Long.MAX_VALUE);
  }

  @RepeatedTest(20)
  void costAgreesWithDecimalArithmeticAndStaysBelowItsBound(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());

    for (int i = 0; i < 1_000; i++) {
      TokenRates rates = randomRates(random);
      Usage usage = randomUsage(random);
      ModelPrice price = ModelPrice.ofTokens(rates);

      Money cost = Cost.of(price, usage);

      assertThat(cost.nanos()).isEqualTo(decimal(rates, usage));
      assertThat(cost)
          .isLessThanOrEqualTo(Cost.bound(price, usage.promptTokens(), usage.completionTokens()));
    }
  }

  @RepeatedTest(20)
  void theAffordableOutputIsTheMostThatTheAmountPaysFor(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());

    for (int i = 0; i < 1_000; i++) {
      ModelPrice price =
          ModelPrice.ofTokens(
              TokenRates.of(1 + random.nextInt(1 << 24), 1 + random.nextInt(1 << 24)));
      long prompt = random.nextInt(1_000);
      Money amount =
          Cost.bound(price, prompt, random.nextInt(100_000)).plus(new Money(random.nextInt(50)));

      long output = Cost.affordableOutput(price, prompt, amount);

      assertThat(Cost.bound(price, prompt, output)).isLessThanOrEqualTo(amount);
      assertThat(Cost.bound(price, prompt, output + 1)).isGreaterThan(amount);
    }
  }

  private static long decimal(TokenRates rates, Usage usage) {
    BigDecimal picos =
        product(
                usage.promptTokens() - usage.cachedTokens() - usage.cacheWriteTokens(),
                rates.input())
            .add(product(usage.cachedTokens(), rates.cacheRead()))
            .add(product(usage.cacheWriteTokens(), rates.cacheWrite()))
            .add(product(usage.completionTokens() - usage.reasoningTokens(), rates.output()))
            .add(product(usage.reasoningTokens(), rates.reasoning()));
    return picos.movePointLeft(3).setScale(0, RoundingMode.CEILING).longValueExact();
  }

  private static BigDecimal product(long tokens, long rate) {
    return BigDecimal.valueOf(tokens).multiply(BigDecimal.valueOf(rate));
  }

  private static TokenRates randomRates(Random random) {
    long[] rates = random.longs(9, 0, 1L << (1 + random.nextInt(33))).toArray();
    return new TokenRates(
        rates[0], rates[1], rates[2], rates[3], rates[4], rates[5], rates[6], rates[7], rates[8]);
  }

  private static Usage randomUsage(Random random) {
    int cached = random.nextInt(100_000);
    int written = random.nextInt(100_000);
    int reasoning = random.nextInt(100_000);
    return Usage.of(
        cached + written + random.nextInt(100_000),
        reasoning + random.nextInt(100_000),
        cached,
        written,
        reasoning);
  }
}
