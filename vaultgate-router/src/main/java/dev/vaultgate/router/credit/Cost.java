package dev.vaultgate.router.credit;

import dev.vaultgate.api.Usage;
import dev.vaultgate.router.catalog.ModelPrice;
import dev.vaultgate.router.catalog.TokenRates;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What tokens and images cost: exact in pico-dollars, rounded up once. Pure. No figure, however
 * absurd, gives less than zero or fails: a bill that a {@code long} cannot count is {@link
 * #LARGEST}.
 */
public final class Cost {

  /** Nine million dollars: more than any request costs, and far from the end of a {@code long}. */
  public static final Money LARGEST = Money.nanos(Long.MAX_VALUE / 1_000);

  private Cost() {}

  /** What an answer cost. Nothing where the model has no price by token. */
  public static Money of(@Nullable ModelPrice price, Usage usage) {
    TokenRates rates = price == null ? null : price.tokens(usage.promptTokens());
    if (rates == null) {
      return Money.ZERO;
    }
    try {
      ImageTokens images = ImageTokens.of(usage);
      long plainPrompt =
          usage.promptTokens() - usage.cachedTokens() - usage.cacheWriteTokens() - images.input();
      long plainAnswer = usage.completionTokens() - usage.reasoningTokens() - images.output();
      long picos = add(0, plainPrompt, rates.input());
      picos = add(picos, usage.cachedTokens(), rates.cacheRead());
      picos = add(picos, usage.cacheWriteTokens(), rates.cacheWrite());
      picos = add(picos, plainAnswer, rates.output());
      picos = add(picos, usage.reasoningTokens(), rates.reasoning());
      picos = add(picos, images.input(), rates.imageInput());
      picos = add(picos, images.output(), rates.imageOutput());
      return Money.ofPicosRoundedUp(picos);
    } catch (ArithmeticException beyondALong) {
      // The hold must be settled all the same; the ledger charges no more than there is.
      return LARGEST;
    }
  }

  /**
   * What an answer cost that may be of images. A model that is priced by token is not priced by
   * image as well.
   */
  public static Money of(@Nullable ModelPrice price, Usage usage, ImagesMade images) {
    Money tokens = of(price, usage);
    return images.count() == 0 || !tokens.isZero()
        ? tokens
        : ofImages(price, images.count(), images.size(), images.quality());
  }

  /**
   * The prices by which {@link #of} charges this usage, for the record: pico-dollars for a token of
   * each class, such as {@code input=2500000 cached=1250000 cache_write=2500000 output=10000000
   * reasoning=10000000}, and those of image tokens where there are any. Empty where the model has
   * no price by token.
   */
  public static String rates(@Nullable ModelPrice price, Usage usage) {
    TokenRates rates = price == null ? null : price.tokens(usage.promptTokens());
    return rates == null
        ? ""
        : "input="
            + rates.input()
            + " cached="
            + rates.cacheRead()
            + " cache_write="
            + rates.cacheWrite()
            + " output="
            + rates.output()
            + " reasoning="
            + rates.reasoning()
            + (ImageTokens.of(usage).areNone()
                ? ""
                : " image_input=" + rates.imageInput() + " image_output=" + rates.imageOutput());
  }

  /** The most that an answer can cost. */
  public static Money bound(
      @Nullable ModelPrice price, long promptTokensMax, long outputTokensMax) {
    TokenRates rates = price == null ? null : price.dearestTokens(promptTokensMax);
    if (rates == null) {
      return Money.ZERO;
    }
    BigInteger picos =
        product(promptTokensMax, rates.dearestInput())
            .add(product(outputTokensMax, rates.dearestOutput()));
    return picos.bitLength() < Long.SIZE ? Money.ofPicosRoundedUp(picos.longValue()) : LARGEST;
  }

  /**
   * How many tokens of output an amount pays for, after the dearest prompt; below zero for none.
   */
  public static long affordableOutput(
      @Nullable ModelPrice price, long promptTokensMax, Money amount) {
    TokenRates rates = price == null ? null : price.dearestTokens(promptTokensMax);
    if (rates == null || rates.dearestOutput() == 0) {
      return Long.MAX_VALUE;
    }
    BigInteger left =
        product(amount.nanos(), 1_000).subtract(product(promptTokensMax, rates.dearestInput()));
    BigInteger tokens = left.divide(BigInteger.valueOf(rates.dearestOutput()));
    return tokens.bitLength() < Long.SIZE ? tokens.longValue() : Long.MAX_VALUE;
  }

  /** What images cost, or would cost at most. Nothing where the model has no price by image. */
  public static Money ofImages(
      @Nullable ModelPrice price, int images, @Nullable String size, @Nullable String quality) {
    if (price == null) {
      return Money.ZERO;
    }
    BigInteger nanos = product(price.imageNanos(size, quality).orElse(0), Math.max(0, images));
    return nanos.compareTo(BigInteger.valueOf(LARGEST.nanos())) < 0
        ? Money.nanos(nanos.longValue())
        : LARGEST;
  }

  private static BigInteger product(long one, long other) {
    return BigInteger.valueOf(one).multiply(BigInteger.valueOf(other));
  }

  /** A class of fewer than no tokens costs nothing: usage never adds credit. */
  private static long add(long picos, long tokens, long rate) {
    return Math.addExact(picos, Math.multiplyExact(Math.max(0, tokens), rate));
  }
}
