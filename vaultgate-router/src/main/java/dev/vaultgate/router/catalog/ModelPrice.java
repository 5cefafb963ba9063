package dev.vaultgate.router.catalog;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a model costs, exactly: by token, by image, or by the area of an image. At least one of the
 * three is there.
 *
 * @param tokens prices by token; null for a model that is priced by image alone
 * @param tiers dearer (or cheaper) token prices of long prompts, shortest first
 * @param images prices by image, by size and quality
 * @param nanosPerMegapixel nano-dollars for a million pixels of image; 0 when it is not priced by
 *     area
 */
public record ModelPrice(
    @Nullable TokenRates tokens,
    List<Tier> tiers,
    List<ImagePrice> images,
    long nanosPerMegapixel) {

  private static final long PIXELS_PER_MEGAPIXEL = 1_000_000L;

  /**
   * Token prices of prompts longer than a bound; all tokens of such a request have them, not the
   * ones beyond alone.
   *
   * @param abovePromptTokens the longest prompt that does not yet have these prices
   * @param tokens the prices
   */
  public record Tier(long abovePromptTokens, TokenRates tokens) {

    public Tier {
      if (abovePromptTokens <= 0) {
        throw new IllegalArgumentException(
            "tier above: " + abovePromptTokens + " (expected: 1 or more)");
      }
    }
  }

  public ModelPrice {
    tiers = tiers.stream().sorted(Comparator.comparingLong(Tier::abovePromptTokens)).toList();
    images = List.copyOf(images);
    if (nanosPerMegapixel < 0 || nanosPerMegapixel > ImagePrice.MAX_NANOS) {
      throw new IllegalArgumentException(
          "price per megapixel: %s nano-dollars (expected: 0 to %s)"
              .formatted(nanosPerMegapixel, ImagePrice.MAX_NANOS));
    }
    if (tokens == null && images.isEmpty() && nanosPerMegapixel == 0) {
      throw new IllegalArgumentException(
          "price: nothing (expected: prices by token, by image or by megapixel)");
    }
    if (tokens == null && !tiers.isEmpty()) {
      throw new IllegalArgumentException("price: tiers without token prices");
    }
  }

  /** A plain price by token. */
  public static ModelPrice ofTokens(TokenRates tokens) {
    return new ModelPrice(tokens, List.of(), List.of(), 0);
  }

  /**
   * A plain price in dollars per million tokens, as decimal text: {@code perMillionTokens("2.50",
   * "10")}.
   *
   * @throws IllegalArgumentException if a figure is no number, negative, absurd, or finer than a
   *     micro-dollar per million tokens
   */
  public static ModelPrice perMillionTokens(String input, String output) {
    return ofTokens(TokenRates.of(picos("input", input), picos("output", output)));
  }

  private static long picos(String field, String dollars) {
    return Dollars.perMillionTokens(() -> field, Dollars.parse(() -> field, dollars));
  }

  /** Whether this price says what a model of this type costs. */
  public boolean covers(ModelType type) {
    return tokens != null || type == ModelType.IMAGE;
  }

  /**
   * The prices of a request whose prompt has this many tokens; null when there is no price by
   * token.
   */
  public @Nullable TokenRates tokens(long promptTokens) {
    TokenRates rates = tokens;
    for (Tier tier : tiers) {
      rates = promptTokens > tier.abovePromptTokens() ? tier.tokens() : rates;
    }
    return rates;
  }

  /**
   * Class by class the dearest prices that a prompt of at most this many tokens can meet, for an
   * upper bound; null when there is no price by token.
   */
  public @Nullable TokenRates dearestTokens(long promptTokensMax) {
    TokenRates rates = tokens;
    for (Tier tier : tiers) {
      if (rates != null && promptTokensMax > tier.abovePromptTokens()) {
        rates = rates.max(tier.tokens());
      }
    }
    return rates;
  }

  /**
   * Nano-dollars for one image; empty when there is no price by image or area. The closest listed
   * price counts. Where none fits, and where nothing is said about the size or quality that prices
   * hang on, it is the dearest one listed, so that an image is never sold for less than it may
   * cost.
   *
   * @param size the size that is asked for or was made, such as {@code 1024x1024}; null when not
   *     known
   * @param quality the quality likewise
   */
  public OptionalLong imageNanos(@Nullable String size, @Nullable String quality) {
    ImageSize asked = ImageSize.parse(size);
    if (images.isEmpty()) {
      return nanosPerMegapixel == 0
          ? OptionalLong.empty()
          : OptionalLong.of(areaNanos(asked.pixels()));
    }
    int best = images.stream().mapToInt(price -> price.fit(asked, quality)).max().getAsInt();
    return images.stream()
        .filter(price -> best == ImagePrice.NO_FIT || price.fit(asked, quality) == best)
        .mapToLong(ImagePrice::nanos)
        .max();
  }

  /**
   * Rounded up: at most 10^12 nano-dollars times 10^10 pixels, so it is counted in whole megapixels
   * and the rest.
   */
  private long areaNanos(long pixels) {
    long whole = pixels / PIXELS_PER_MEGAPIXEL * nanosPerMegapixel;
    long rest = pixels % PIXELS_PER_MEGAPIXEL * nanosPerMegapixel;
    return whole + (rest + PIXELS_PER_MEGAPIXEL - 1) / PIXELS_PER_MEGAPIXEL;
  }
}
