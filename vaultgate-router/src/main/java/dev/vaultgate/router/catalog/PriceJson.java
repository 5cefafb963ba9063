package dev.vaultgate.router.catalog;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the {@code price} object of a model. */
final class PriceJson {

  private PriceJson() {}

  static ModelPrice read(StrictJson json) {
    TokenRates tokens = tokens(json, null);
    return new ModelPrice(
        tokens,
        json.objects("tiers", tier -> tier(tier, tokens)),
        json.objects("per_image", PriceJson::image),
        Objects.requireNonNullElse(image(json, "per_megapixel"), 0L));
  }

  /**
   * The token prices of one object; null when there are none. What it leaves out is {@code base}'s
   * for a tier, the plain class's otherwise. A model that only makes images has no price of plain
   * output: its output is the images.
   */
  private static @Nullable TokenRates tokens(StrictJson json, @Nullable TokenRates base) {
    Long input = tokenPrice(json, "input");
    Long output = tokenPrice(json, "output");
    Long cacheRead = tokenPrice(json, "cache_read");
    Long cacheWrite = tokenPrice(json, "cache_write");
    Long reasoning = tokenPrice(json, "reasoning");
    Long imageInput = tokenPrice(json, "image_input");
    Long imageOutput = tokenPrice(json, "image_output");
    Long audioInput = tokenPrice(json, "audio_input");
    Long audioOutput = tokenPrice(json, "audio_output");
    if (firstOf(
            input,
            output,
            cacheRead,
            cacheWrite,
            reasoning,
            imageInput,
            imageOutput,
            audioInput,
            audioOutput)
        == null) {
      return null;
    }
    Long plainInput = firstOf(input, base == null ? null : Long.valueOf(base.input()));
    Long plainOutput = firstOf(output, base == null ? imageOutput : Long.valueOf(base.output()));
    if (plainInput == null || plainOutput == null) {
      throw new IllegalArgumentException(
          json.at(plainInput == null ? "input" : "output")
              + ": missing (expected with other token prices)");
    }
    return new TokenRates(
        plainInput,
        plainOutput,
        Objects.requireNonNullElse(cacheRead, plainInput),
        Objects.requireNonNullElse(cacheWrite, plainInput),
        Objects.requireNonNullElse(reasoning, plainOutput),
        Objects.requireNonNullElse(imageInput, plainInput),
        Objects.requireNonNullElse(imageOutput, plainOutput),
        Objects.requireNonNullElse(audioInput, plainInput),
        Objects.requireNonNullElse(audioOutput, plainOutput));
  }

  private static ModelPrice.Tier tier(StrictJson json, @Nullable TokenRates base) {
    Integer above = json.integerOrNull("above");
    TokenRates tokens = tokens(json, base);
    if (above == null || tokens == null) {
      throw new IllegalArgumentException(json.at("above") + ": missing, or no prices beside it");
    }
    return new ModelPrice.Tier(above, tokens);
  }

  private static ImagePrice image(StrictJson json) {
    Long nanos = image(json, "usd");
    if (nanos == null) {
      throw new IllegalArgumentException(json.at("usd") + ": missing");
    }
    return new ImagePrice(json.textOrNull("size"), json.textOrNull("quality"), nanos);
  }

  private static @Nullable Long tokenPrice(StrictJson json, String field) {
    BigDecimal dollars = json.decimalOrNull(field);
    return dollars == null
        ? null
        : Long.valueOf(Dollars.perMillionTokens(() -> json.at(field), dollars));
  }

  private static @Nullable Long image(StrictJson json, String field) {
    BigDecimal dollars = json.decimalOrNull(field);
    return dollars == null ? null : Long.valueOf(Dollars.perImage(() -> json.at(field), dollars));
  }

  private static @Nullable Long firstOf(@Nullable Long... prices) {
    for (Long price : prices) {
      if (price != null) {
        return price;
      }
    }
    return null;
  }
}
