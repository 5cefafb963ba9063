package dev.vaultgate.router.catalog;

import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the {@code price} object of a model. */
final class PriceJson {

  /** Pico-dollars a token are millionths of dollars per million tokens. */
  private static final int MICRO_DECIMALS = 6;

  private static final int NANO_DECIMALS = 9;

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

  /** A price as it is read: its figures and no others, so that equal prices are equal texts. */
  static ObjectNode write(ModelPrice price) {
    ObjectNode json = Json.object();
    if (price.tokens() != null) {
      put(json, price.tokens());
    }
    for (ModelPrice.Tier tier : price.tiers()) {
      ObjectNode written =
          json.withArray("tiers").addObject().put("above", tier.abovePromptTokens());
      put(written, tier.tokens());
    }
    for (ImagePrice image : price.images()) {
      ObjectNode written = json.withArray("per_image").addObject();
      if (image.size() != null) {
        written.put("size", image.size());
      }
      if (image.quality() != null) {
        written.put("quality", image.quality());
      }
      written.set("usd", dollars(image.nanos(), NANO_DECIMALS));
    }
    if (price.nanosPerMegapixel() > 0) {
      json.set("per_megapixel", dollars(price.nanosPerMegapixel(), NANO_DECIMALS));
    }
    return json;
  }

  private static void put(ObjectNode json, TokenRates rates) {
    put(json, "input", rates.input());
    put(json, "output", rates.output());
    put(json, "cache_read", rates.cacheRead());
    put(json, "cache_write", rates.cacheWrite());
    put(json, "reasoning", rates.reasoning());
    put(json, "image_input", rates.imageInput());
    put(json, "image_output", rates.imageOutput());
    put(json, "audio_input", rates.audioInput());
    put(json, "audio_output", rates.audioOutput());
  }

  private static void put(ObjectNode json, String field, long picosPerToken) {
    json.set(field, dollars(picosPerToken, MICRO_DECIMALS));
  }

  private static DecimalNode dollars(long units, int decimals) {
    BigDecimal exact = BigDecimal.valueOf(units, decimals).stripTrailingZeros();
    return DecimalNode.valueOf(exact.scale() < 0 ? exact.setScale(0) : exact);
  }
}
